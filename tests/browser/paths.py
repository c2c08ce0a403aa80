"""Every page of the app by its address, each with what is first on it."""

PATHS = (
    "/",
    "/city?city=BRI",
    "/area?area=growth",
    "/initiatives",
    "/initiatives?search=zzz",
    "/initiatives?by=meetings",
    "/initiative?initiative=BRI-01",
    "/initiative?initiative=ZZZ",
    "/convening",
    "/convening?since=2018-10-12&as_at=2023-12-31&measure=behind&movement=joined",
    "/phases",
    "/timeline",
    "/timeline?by=area&cities=LON",
    "/report?initiative=BRI-01",
    "/report?city=BRI",
    "/data",
    "/loads",
    "/loads?load=1",
    "/send_return",
    "/about",
)
