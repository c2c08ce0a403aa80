"""Reach the files of a lake on S3, with what the environment says as AWS's own programs read it.

`AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY` are a key, `AWS_REGION` is where the bucket is, and
`AWS_ENDPOINT_URL` is where another S3 than AWS's answers. Without a key it is whatever the computer
itself may do: a role, or a profile of `~/.aws`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

import duckdb
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from ictrack.errors import DatabaseUnreachableError, UsageError
from ictrack.store.asking import run

# What DuckDB says where S3 does not answer, where it refuses, and where it knows no such bucket.
_NO_ANSWER = re.compile(r"error for HTTP|HTTP (?:code )?5\d\d|SlowDown")
_REFUSED = re.compile(r"HTTP (?:code )?(?:30\d|40[013])")
_NO_BUCKET = "NoSuchBucket"
_NO_KEY = "Secret Validation Failure"
# What S3 itself calls the reason, such as SignatureDoesNotMatch; what it says beside it is left out.
_REASON = re.compile(r"^([A-Z][A-Za-z]+): ", re.MULTILINE)


class S3Settings(BaseSettings):
    """What the environment says of S3, under the names that AWS has given."""

    model_config = SettingsConfigDict(env_prefix="AWS_", frozen=True)

    access_key_id: str = ""
    secret_access_key: SecretStr = Field(default=SecretStr(""))
    session_token: SecretStr = Field(default=SecretStr(""))
    region: str = ""
    default_region: str = ""
    endpoint_url: str = ""
    endpoint_url_s3: str = ""


@dataclass(frozen=True)
class Endpoint:
    """Where S3 answers: a host, whether it is asked over HTTPS, and whether the bucket is in the path."""

    host: str = ""
    use_ssl: bool = True
    url_style: str = "vhost"


def reach_files(connection: duckdb.DuckDBPyConnection, root: str) -> None:
    """Tell DuckDB how the files below an address are reached; it keeps the key in memory alone.

    Raises UsageError for what cannot be meant, DatabaseUnreachableError where there is no key.
    """
    settings = S3Settings()
    endpoint = _endpoint_of(settings.endpoint_url_s3 or settings.endpoint_url)
    parameters: dict[str, object] = {
        "region": settings.region or settings.default_region or "us-east-1",
        "endpoint": endpoint.host,
        "use_ssl": endpoint.use_ssl,
        "url_style": endpoint.url_style,
        "scope": f"{root}/",
    }
    if not has_key(settings):
        _reach_as_computer(connection, root, parameters)
        return
    key = {
        "key_id": settings.access_key_id,
        "secret": settings.secret_access_key.get_secret_value(),
        "session_token": settings.session_token.get_secret_value(),
    }
    run(connection, "s3_key", {**parameters, **key})


def has_key(settings: S3Settings) -> bool:
    """Say whether the environment holds a key; raises UsageError where it holds half of one."""
    if bool(settings.access_key_id) != bool(settings.secret_access_key.get_secret_value()):
        raise UsageError(
            "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY: one is set and the other is not. Set both, or "
            "neither where the computer itself may use S3. Nothing was opened."
        )
    return bool(settings.access_key_id)


def _reach_as_computer(
    connection: duckdb.DuckDBPyConnection, root: str, parameters: dict[str, object]
) -> None:
    try:
        run(connection, "s3_chain", parameters)
    except duckdb.Error as error:
        if _NO_KEY not in str(error):
            raise
        raise _unreachable(root, "no key was found", "") from None


def _endpoint_of(url: str) -> Endpoint:
    """Read where S3 answers; raises UsageError for what is no such address."""
    if not url:
        return Endpoint()
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/") or parts.query:
        raise UsageError(
            "AWS_ENDPOINT_URL: is not where an S3 answers. Write 'https://' and the host, with a colon and "
            "the port where it has one of its own, and no path. Nothing was opened."
        )
    host = parts.netloc.rpartition("@")[2]
    return Endpoint(host, parts.scheme == "https", "path")


def see_that_files_can_be_listed(connection: duckdb.DuckDBPyConnection, root: str) -> None:
    """Ask S3 for a file that is not there; raises DatabaseUnreachableError where it does not say so."""
    try:
        run(connection, "s3_probe", {"pattern": f"{root}/tables/none-*"})
    except duckdb.Error as error:
        refused = unreachable(root, error)
        if refused is None:
            raise
        raise refused from None


def unreachable(root: str, error: duckdb.Error) -> DatabaseUnreachableError | None:
    """Word what DuckDB says when S3 cannot be reached or refuses; nothing for any other error."""
    said = str(error)
    reason = next(iter(_REASON.findall(said)), "")
    if _NO_BUCKET in said:
        return _unreachable(root, "there is no such bucket", reason)
    if _REFUSED.search(said):
        return _unreachable(root, "S3 refuses it", reason)
    if _NO_ANSWER.search(said):
        return _unreachable(root, "S3 does not answer", reason)
    return None


def _unreachable(root: str, what: str, reason: str) -> DatabaseUnreachableError:
    return DatabaseUnreachableError(
        f"{root}: cannot be reached: {what}{f' ({reason})' if reason else ''}. See that ICTRACK_LAKE_FILES "
        "names a bucket that is there, that AWS_REGION and AWS_ENDPOINT_URL say where S3 answers, and that "
        "the key of AWS_ACCESS_KEY_ID, or the role of this computer, may list, read, write and delete in it. "
        "The app goes on as soon as it answers."
    )
