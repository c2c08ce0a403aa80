"""A real nginx and a real Caddy, set up as the README says, each with ports and files of its own."""

from __future__ import annotations

import getpass
import http.client
import os
import shutil
import socket
import ssl
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.docs.made import CADDY, NGINX, NGINX_OF_REPLICAS
from tests.unit.running_app import Answer, free_port, wait_until

NAME = "ictrack.example.org"
# Where programs of services are, which not everybody's PATH holds.
_SERVICES = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin"))
_MAIN = """user {user};
daemon off;
pid nginx.pid;
events {{}}
http {{
    log_format told '$http_user_agent|$request_method|$uri|$status|$upstream_addr';
    access_log {log} told;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    include {site};
}}
"""
# What tells a reader of the log who asked: see `requests_in`.
_LOG = "served.log"
_APART = "{\n\tadmin off\n\tauto_https disable_redirects\n}\n\n"


@dataclass(frozen=True)
class Proxy:
    """A proxy that runs, and the port at which it takes HTTPS."""

    port: int

    @property
    def origin(self) -> str:
        return f"https://{NAME}:{self.port}"

    def ask(
        self,
        path: str,
        method: str = "GET",
        body: bytes | None = None,
        *,
        client: str = "127.0.0.1",
        **headers: str,
    ) -> Answer:
        """Send one request over HTTPS from an address of this computer."""
        plain = socket.create_connection(("127.0.0.1", self.port), 60, (client, 0))
        connection = http.client.HTTPSConnection(NAME, self.port)
        connection.sock = _unverified().wrap_socket(plain, server_hostname=NAME)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, named)
            response = connection.getresponse()
            received = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, received, response.read())
        finally:
            connection.close()


RunProxy = Callable[[Path, int, int], AbstractContextManager[Proxy]]


def _unverified() -> ssl.SSLContext:
    """Take any certificate: that of the tests is signed by nobody."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


@contextmanager
def run_nginx(folder: Path, port: int, app_port: int) -> Iterator[Proxy]:
    """Run Debian's nginx before the app, with the file of the README."""
    shown = NGINX.read_text(encoding="utf-8")
    with _run_site(folder, port, _put(shown, "127.0.0.1:8501", f"127.0.0.1:{app_port}")) as proxy:
        yield proxy


@contextmanager
def run_nginx_of_replicas(folder: Path, port: int, ports: Mapping[int, int]) -> Iterator[Proxy]:
    """Run Debian's nginx before replicas, with the file of the documents.

    `ports` gives for each port that stands in the file the one on which that replica listens.
    """
    site = NGINX_OF_REPLICAS.read_text(encoding="utf-8")
    for shown, used in ports.items():
        assert f":{shown}" in site
        site = site.replace(f":{shown}", f":{used}")
    with _run_site(folder, port, site) as proxy:
        yield proxy


@contextmanager
def _run_site(folder: Path, port: int, site: str) -> Iterator[Proxy]:
    certificate, key = make_certificate(folder)
    # Not every machine has IPv6.
    site = "\n".join(line for line in site.splitlines() if "[::]" not in line)
    site = _put(site, "listen 80;", f"listen 127.0.0.1:{free_port()};")
    site = _put(site, "listen 443", f"listen 127.0.0.1:{port}")
    site = _put(site, f"/etc/letsencrypt/live/{NAME}/fullchain.pem", str(certificate))
    site = _put(site, f"/etc/letsencrypt/live/{NAME}/privkey.pem", str(key))
    (folder / "site.conf").write_text(site, encoding="utf-8")
    main = _MAIN.format(user=getpass.getuser(), site=folder / "site.conf", log=folder / _LOG)
    (folder / "nginx.conf").write_text(main, encoding="utf-8")
    command = [_find("nginx"), "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", "error.log"]
    with _run(command, folder, port) as proxy:
        yield proxy


@dataclass(frozen=True)
class Request:
    """A request as nginx noted it once it was answered, and the port of the replica that did."""

    agent: str
    method: str
    path: str
    status: int
    port: int


def requests_in(folder: Path) -> list[Request]:
    """Read what nginx has answered so far; a web socket is there once it has ended."""
    noted = []
    for line in (folder / _LOG).read_text(encoding="utf-8").splitlines():
        agent, method, path, status, asked = line.split("|")
        noted.append(Request(agent, method, path, int(status), int(asked.rpartition(":")[2] or 0)))
    return noted


@contextmanager
def run_caddy(folder: Path, port: int, app_port: int) -> Iterator[Proxy]:
    """Run Debian's Caddy before the app, with the file of the README."""
    certificate, key = make_certificate(folder)
    site = CADDY.read_text(encoding="utf-8")
    site = _put(site, f"{NAME} {{", f"{NAME}:{port} {{\n\tbind 127.0.0.1\n\ttls {certificate} {key}")
    site = _put(site, "127.0.0.1:8501", f"127.0.0.1:{app_port}")
    (folder / "Caddyfile").write_text(_APART + site, encoding="utf-8")
    command = [_find("caddy"), "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]
    with _run(command, folder, port) as proxy:
        yield proxy


def _find(program: str) -> str:
    found = shutil.which(program, path=_SERVICES)
    assert found, f"{program} is not installed"
    return found


def _put(text: str, shown: str, used: str) -> str:
    assert text.count(shown) == 1, f"'{shown}' does not stand once in the file that is shown"
    return text.replace(shown, used)


@contextmanager
def _run(command: list[str], folder: Path, port: int) -> Iterator[Proxy]:
    log = folder / "said.log"
    own = {**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=folder, env=own, stdout=out, stderr=out)
    try:
        wait_until(lambda: process.poll() is not None or _listens(port))
        assert process.poll() is None, log.read_text(encoding="utf-8")
        yield Proxy(port)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def make_certificate(folder: Path) -> tuple[Path, Path]:
    """Make a certificate for a day, signed by itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    files = folder / "certificate.pem", folder / "key.pem"
    files[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    files[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return files
