"""Two replicas of the app on one lake behind nginx, with logins, and browsers that are told apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from ictrack.location import Lake
from ictrack.store.database import open_database
from tests.browser.conftest import wait_until_whole
from tests.lake.test_replicas import environment_of
from tests.lakes import new_lake
from tests.properties.tables import fill
from tests.system.proxies import NAME, Proxy, Request, requests_in, run_nginx_of_replicas
from tests.unit.logins import add_people, run_provider
from tests.unit.postgres_server import postgres_server
from tests.unit.running_app import RunningApp, free_port, run_app_at
from tests.unit.secrets_file import write_secrets
from tests.unit.test_server_logins import FILES

COOKIE = "ictrack_replica"


@dataclass
class Replicas:
    """The replicas by their names, each on a port of its own, and the nginx before them."""

    lake: Lake
    folder: Path
    ports: Mapping[str, int]
    environment: Mapping[str, str]
    proxy: Proxy = field(init=False)
    running: dict[str, tuple[RunningApp, ExitStack]] = field(default_factory=dict)

    def start(self, name: str) -> None:
        """Start one, as a service manager does."""
        own = {**environment_of(self.lake, name), **self.environment}
        stack = ExitStack()
        app = stack.enter_context(run_app_at(self.folder / name, self.ports[name], **own))
        self.running[name] = (app, stack)

    def stop(self, name: str) -> None:
        """Stop one as a service manager does, and wait until it has ended."""
        app, stack = self.running.pop(name)
        app.stop()
        stack.close()

    def kill(self, name: str) -> None:
        """End one without a warning, as a computer does that loses its power."""
        self.running.pop(name)[1].close()

    def stop_all(self) -> None:
        """End whatever runs."""
        for name in list(self.running):
            self.kill(name)

    def said(self, name: str) -> str:
        """Give what a replica that runs has written to its terminal."""
        return self.running[name][0].said()

    def requests_of(self, agent: str) -> list[Request]:
        """Give what a browser asked, by the name that it gives itself."""
        return [request for request in requests_in(self.folder) if request.agent == agent]

    def names_asked(self, agent: str, part: str = "") -> set[str]:
        """Name the replicas that answered a browser where a path holds a part."""
        names = {port: name for name, port in self.ports.items()}
        return {names[request.port] for request in self.requests_of(agent) if part in request.path}


@contextmanager
def run_replicas(folder: Path) -> Iterator[Replicas]:
    """Run two of the three replicas that the file of the documents names; the third one is away."""
    with postgres_server() as server, run_provider() as issuer:
        lake = new_lake(server, folder)
        with closing(open_database(lake)) as database:
            fill(database, FILES)
            add_people(database, issuer)
        port = free_port()
        secrets = write_secrets(folder, f"https://{NAME}:{port}/oauth2callback", issuer=issuer)
        ports = {name: free_port() for name in ("one", "two", "three")}
        replicas = Replicas(lake, folder, ports, {"STREAMLIT_SECRETS_FILES": str(secrets)})
        try:
            replicas.start("one")
            replicas.start("two")
            shown = dict(zip((8501, 8502, 8503), ports.values(), strict=True))
            with run_nginx_of_replicas(folder, port, shown) as replicas.proxy:
                yield replicas
        finally:
            replicas.stop_all()


@contextmanager
def browser_of(browser: Browser, replicas: Replicas, agent: str) -> Iterator[Page]:
    """Open a browser of somebody's own, which gives itself a name."""
    context = browser.new_context(
        ignore_https_errors=True, base_url=replicas.proxy.origin, user_agent=agent, bypass_csp=True
    )
    page = context.new_page()
    try:
        yield page
    except BaseException as error:
        error.add_note(_found(page, replicas))
        raise
    finally:
        context.close()


def _found(page: Page, replicas: Replicas) -> str:
    """Give what one would look at to find out why a test failed: the screen, and what each replica said."""
    said = [f"{name} said:\n{replicas.said(name)}" for name in replicas.running]
    return "\n".join([f"At {page.url}:", page.locator("body").inner_text(), *said])


def replica_of(page: Page) -> str:
    """Name the replica with which a browser stays."""
    return next(str(cookie["value"]) for cookie in page.context.cookies() if cookie["name"] == COOKIE)


def log_in(page: Page, subject: str, path: str = "/") -> None:
    """Log somebody in with the provider, and come back to what they opened."""
    page.goto(path)
    page.get_by_role("button", name="Log in", exact=True).click(timeout=60_000)
    page.get_by_role("button", name=subject, exact=True).click()
    expect(page.get_by_role("button", name=f"Invented {subject}")).to_be_visible(timeout=60_000)
    wait_until_whole(page)
