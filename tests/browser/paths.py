"""Every page of the app by its address, each with what is first on it."""

PATHS = (
    "/",
    "/city?city=BRI",
    "/area?area=growth",
    "/initiatives",
    "/initiatives?search=zzz",
    "/initiative?initiative=BRI-01",
    "/initiative?initiative=ZZZ",
    "/phases",
    "/timeline",
    "/timeline?by=area&cities=LON",
    "/data",
    "/about",
)
