"""An S3 that lives as long as it is needed: moto's server, on this computer alone, on a free port.

It holds two buckets and knows one key, which may do anything with one of them; every other key is refused.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import create_connection
from typing import Any

import boto3

from tests.unit.running_app import free_port, wait_until

BUCKET, OTHER_BUCKET, MISSING_BUCKET, REGION = "council", "neighbour", "nowhere", "eu-west-2"
# What is asked before the key is known: two buckets, a user, the key and two policies.
_ASKED_WITHOUT_KEY = 6
_USER, _POLICY = "ictrack", "files"
# What the key may use: one that is there, and one that is not, so that S3 says so.
_FILES = [f"arn:aws:s3:::{bucket}{rest}" for bucket in (BUCKET, MISSING_BUCKET) for rest in ("", "/*")]


class S3Server:
    """An S3 that runs, and the key that it lets in."""

    def __init__(self, port: int) -> None:
        """Make the buckets, and the key; the server answers already."""
        self.endpoint = f"http://127.0.0.1:{port}"
        iam, s3 = self._client("iam", "anybody", "anything"), self._client("s3", "anybody", "anything")
        for bucket in (BUCKET, OTHER_BUCKET):
            s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION})
        iam.create_user(UserName=_USER)
        made = iam.create_access_key(UserName=_USER)["AccessKey"]
        self.key, self.secret = str(made["AccessKeyId"]), str(made["SecretAccessKey"])
        self._put_policy(iam, "keys", "iam:*", ["*"])
        self._put_policy(iam, _POLICY, "s3:*", _FILES)

    def _client(self, service: str, key: str, secret: str) -> Any:
        named = {"aws_access_key_id": key, "aws_secret_access_key": secret, "region_name": REGION}
        return boto3.client(service, endpoint_url=self.endpoint, **named)

    @staticmethod
    def _put_policy(iam: Any, name: str, action: str, resources: list[str]) -> None:
        statement = {"Effect": "Allow", "Action": [action], "Resource": resources}
        document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        iam.put_user_policy(UserName=_USER, PolicyName=name, PolicyDocument=document)

    @property
    def environment(self) -> dict[str, str]:
        """Give what the environment says of it, as whoever runs ictrack sets it."""
        return {
            "AWS_ACCESS_KEY_ID": self.key,
            "AWS_SECRET_ACCESS_KEY": self.secret,
            "AWS_REGION": REGION,
            "AWS_ENDPOINT_URL": self.endpoint,
        }

    def refuse(self) -> None:
        """Refuse the key from now on."""
        self._client("iam", self.key, self.secret).delete_user_policy(UserName=_USER, PolicyName=_POLICY)

    def allow(self) -> None:
        """Let the key in again."""
        self._put_policy(self._client("iam", self.key, self.secret), _POLICY, "s3:*", _FILES)

    def put(self, key: str, content: bytes) -> None:
        """Put a file into the bucket."""
        self._client("s3", self.key, self.secret).put_object(Bucket=BUCKET, Key=key, Body=content)

    def fetch_all(self, prefix: str, folder: Path) -> list[Path]:
        """Fetch all files whose names begin so into a folder, and give where they are."""
        s3 = self._client("s3", self.key, self.secret)
        fetched = []
        for page in s3.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix=prefix):
            for listed in page.get("Contents", ()):
                path = folder / listed["Key"]
                path.parent.mkdir(parents=True, exist_ok=True)
                s3.download_file(BUCKET, listed["Key"], str(path))
                fetched.append(path)
        return fetched


@contextmanager
def s3_server(folder: Path) -> Iterator[S3Server]:
    """Start a server, and stop it whatever happens; what it holds is in its memory and gone then."""
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    environment = {**os.environ, "INITIAL_NO_AUTH_ACTION_COUNT": str(_ASKED_WITHOUT_KEY)}
    with (folder / "s3.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
    try:
        wait_until(lambda: _answers(port))
        yield S3Server(port)
    finally:
        process.kill()
        process.wait(timeout=30)


def _answers(port: int) -> bool:
    try:
        create_connection(("127.0.0.1", port), timeout=5).close()
    except OSError:
        return False
    return True
