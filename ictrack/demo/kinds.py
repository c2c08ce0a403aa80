"""What invented initiatives are about: titles and words per thematic area, in plain English."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One kind of initiative; `it` is how a sentence speaks of it, `things` what it counts."""

    title: str
    description: str
    it: str
    things: str
    audiences: str
    sectors: str
    partners: str
    young: str = ""


_COUNCIL_AND_CHARITIES = "local_authority;voluntary_community"

KINDS: dict[str, tuple[Kind, ...]] = {
    "story": (
        Kind(
            "A city of many beginnings: residents' stories",
            "Residents old and new tell on film and in print how they came to call the city home.",
            "the stories campaign",
            "stories published",
            "all residents",
            "local_authority;arts_leisure",
            "city museum;community radio",
        ),
        Kind(
            "Shared message on welcome for all services",
            "One plain message on welcome, agreed with partners and used by every service.",
            "the shared message",
            "teams briefed",
            "front-line staff;all residents",
            "local_authority;public_body;health",
            "city partnership board",
        ),
        Kind(
            "Welcoming Week in {district}",
            "A week of open doors, meals and walks, planned with residents.",
            "Welcoming Week",
            "events held",
            "newcomers;longer-standing residents",
            "voluntary_community;faith;arts_leisure",
            "interfaith forum;neighbourhood associations",
            "yes",
        ),
        Kind(
            "Exhibition: how the city was made by arrivals",
            "A travelling exhibition on four centuries of arrival, shown in libraries and schools.",
            "the exhibition",
            "venues visited",
            "all residents;schools",
            "arts_leisure;education",
            "city archive;libraries service",
            "yes",
        ),
        Kind(
            "Answering rumours: facts on migration for the city",
            "Short answers to what people ask, tested with residents and kept up to date.",
            "the set of answers",
            "answers published",
            "all residents;local press",
            "local_authority;education",
            "university policy unit",
        ),
        Kind(
            "Civic honours for people who welcome",
            "A yearly civic thank-you to residents and groups who make newcomers feel at home.",
            "the civic thank-you",
            "nominations received",
            "all residents",
            "local_authority;business",
            "chamber of commerce",
        ),
    ),
    "growth": (
        Kind(
            "English for work in {district}",
            "Classes beside shifts, on the employer's premises, with a route to a qualification.",
            "the English for work scheme",
            "learners enrolled",
            "newcomers;shift workers",
            "business;education",
            "further education college;food industry employers",
            "no",
        ),
        Kind(
            "Recognising skills from abroad",
            "Advice on qualifications and a place on a bridging course for health and building trades.",
            "the skills recognition service",
            "people advised",
            "refugees;EU citizens",
            "education;health;business",
            "hospital trust;careers service",
            "no",
        ),
        Kind(
            "First business: support for newcomer founders",
            "A desk at the enterprise centre, a small loan fund and a mentor for each founder.",
            "the founders' programme",
            "founders supported",
            "refugees;newcomers",
            "business;local_authority",
            "enterprise agency;credit union",
            "no",
        ),
        Kind(
            "Fair work charter",
            "Employers sign up to fair pay, safe housing for workers and time to learn English.",
            "the charter",
            "employers signed up",
            "employers;seasonal workers",
            "business;local_authority",
            "chamber of commerce;trades council",
        ),
        Kind(
            "Work placements in public services",
            "Paid placements of six months in the council, the hospital and the port.",
            "the placement scheme",
            "placements filled",
            "refugees;young adults",
            "local_authority;health;public_body",
            "hospital trust;port authority",
            "yes",
        ),
        Kind(
            "Social value in contracts: jobs for newcomers",
            "A clause in large contracts that sets aside jobs and training for newcomers.",
            "the contract clause",
            "contracts with the clause",
            "suppliers;newcomers",
            "local_authority;business",
            "procurement service",
        ),
    ),
    "connecting": (
        Kind(
            "Neighbours' tables in {district}",
            "Monthly shared meals that bring newcomers and longer-standing residents together.",
            "the monthly meal",
            "meals held",
            "newcomers;longer-standing residents",
            "voluntary_community;faith",
            "community kitchens;housing association",
        ),
        Kind(
            "Conversation partners",
            "Volunteers meet a newcomer each week to talk, in libraries and cafés.",
            "the conversation scheme",
            "pairs meeting",
            "newcomers;volunteers",
            "voluntary_community;education",
            "libraries service;adult learning service",
        ),
        Kind(
            "Sport for all arrivals",
            "Open sessions in four sports with kit to borrow and coaches trained in welcome.",
            "the sports programme",
            "sessions held",
            "young people;newcomers",
            "arts_leisure;voluntary_community",
            "leisure trust;football foundation",
            "yes",
        ),
        Kind(
            "Community sponsorship groups",
            "Help for groups who want to sponsor a family: training, a handbook, a yearly meeting.",
            "the sponsorship support",
            "groups supported",
            "volunteers;refugees",
            "faith;voluntary_community",
            "interfaith forum;diocese",
        ),
        Kind(
            "A garden for everyone in {district}",
            "An allotment shared by residents of twelve streets, with tools and a shed.",
            "the shared garden",
            "plots in use",
            "all residents",
            "voluntary_community;local_authority",
            "parks service;housing association",
        ),
        Kind(
            "Bridge builders: mediation between neighbours",
            "Trained residents listen and mediate early where streets change quickly.",
            "the mediation service",
            "residents trained",
            "longer-standing residents;newcomers",
            "local_authority;housing_association",
            "police;housing association",
        ),
    ),
    "services": (
        Kind(
            "Welcome pack in nine languages",
            "One short guide to schools, health care, bins, buses and rights, in print and online.",
            "the welcome pack",
            "packs handed out",
            "newcomers",
            _COUNCIL_AND_CHARITIES,
            "citizens' advice;libraries service",
        ),
        Kind(
            "Registering with a doctor: a simple route",
            "Every surgery in {district} registers people without asking for proof of address.",
            "the simple route to a doctor",
            "surgeries taking part",
            "newcomers;people seeking asylum",
            "health;voluntary_community",
            "primary care network;migrant health charity",
        ),
        Kind(
            "Interpreting that people can rely on",
            "One contract, one booking line and a standard for interpreters across public services.",
            "the interpreting service",
            "bookings met",
            "residents with little English",
            "public_body;health;local_authority",
            "hospital trust;police",
        ),
        Kind(
            "School places within fifteen days",
            "A team that finds a place, a buddy and a uniform for each child who arrives in the year.",
            "the school places team",
            "children placed",
            "children;families",
            "education;local_authority",
            "schools forum",
            "yes",
        ),
        Kind(
            "Advice where people are: the mobile desk",
            "Advisers on housing, benefits and status visit hostels, markets and places of worship.",
            "the mobile advice desk",
            "visits made",
            "people seeking asylum;EU citizens",
            "voluntary_community;faith",
            "law centre;citizens' advice",
        ),
        Kind(
            "Training for front-line staff on welcome",
            "Half a day on rights, trauma and plain English for everyone who meets the public.",
            "the staff training",
            "staff trained",
            "front-line staff",
            "local_authority;public_body",
            "workforce development team",
        ),
    ),
    "participation": (
        Kind(
            "Newcomers' panel for the council",
            "A paid panel that is asked before decisions are taken, and hears what came of its advice.",
            "the newcomers' panel",
            "meetings held",
            "newcomers;refugees",
            "local_authority;voluntary_community",
            "migrant-led network",
        ),
        Kind(
            "Your vote: registering to vote",
            "Volunteers at markets, colleges and citizenship ceremonies explain who may vote and how.",
            "the voter registration drive",
            "people registered",
            "new citizens;Commonwealth and EU citizens",
            "local_authority;voluntary_community",
            "electoral services;students' union",
        ),
        Kind(
            "School governors from every community",
            "Taster evenings, a mentor and cover for child care for people who think of becoming one.",
            "the governors' programme",
            "people taking part",
            "parents",
            "education;voluntary_community",
            "schools forum;parents' network",
            "yes",
        ),
        Kind(
            "Citizenship ceremonies with the city",
            "Ceremonies in the town hall with schools and choirs, and an invitation to civic life.",
            "the programme of ceremonies",
            "ceremonies held",
            "new citizens",
            "local_authority;arts_leisure",
            "register office;city choir",
        ),
        Kind(
            "Small grants decided by residents of {district}",
            "Residents, half of them newcomers, decide together on grants of up to 800 pounds.",
            "the grants panel",
            "grants decided",
            "community groups",
            "voluntary_community;faith",
            "community foundation",
        ),
        Kind(
            "Young voices: a youth assembly on belonging",
            "Young people from every ward question the leader of the council twice a year.",
            "the youth assembly",
            "young people involved",
            "young people",
            "education;local_authority",
            "youth service;colleges",
            "yes",
        ),
    ),
}

LEAD_ROLES = (
    "Head of Communities",
    "Inclusion Policy Officer",
    "Resettlement Programme Lead",
    "Assistant Director, Adult Learning",
    "Libraries and Culture Manager",
    "Economic Inclusion Manager",
)
CHAMPIONS = ("the chamber of commerce", "the interfaith forum", "the university", "the migrant-led network")

RISKS = (
    "The officer's post has been vacant since the summer.",
    "Funding is agreed only to the end of the financial year.",
    "Fewer partners than hoped have signed up.",
    "The premises are not yet safe to use.",
    "Demand is twice what was planned for.",
    "The contract had to be tendered again.",
)
PAUSES = (
    "until the new funding round opens",
    "while the service is reorganised",
    "because staff were moved to emergency housing",
    "until a new partner is found",
)
STOPS = (
    "the grant was not renewed",
    "another programme now does the same",
    "the partner organisation has closed",
    "residents asked for something else",
)
NEXT_STEPS = (
    "Agree next year's budget with the taskforce.",
    "Recruit a second coordinator.",
    "Ask people who take part what should change.",
    "Publish a short account of what was learned.",
    "Extend it to {district}.",
    "Bring the results to the next convening.",
)
CHALLENGES = (
    "Interpreters are hard to find in the evening.",
    "Child care keeps many parents away.",
    "Bus fares are a barrier for people in the outer wards.",
    "Word of it does not reach people in private lets.",
    "Data on who takes part is patchy.",
)
WANTED = (
    "Has anyone a model agreement between council and hospital?",
    "We would like to visit a city that has done this with employers.",
    "Advice on measuring belonging without a large survey.",
    "A translator's glossary that we may reuse.",
)
OFFERED = (
    "We can share our handbook and training slides.",
    "Visitors are welcome at any session.",
    "Our contract clause may be reused as it is.",
    "Happy to talk to any city that is about to start.",
)
REMOVALS = (
    "Moved to the city's equality plan.",
    "Merged with another commitment.",
    "Taken out of the plan by the taskforce when priorities were reviewed.",
)
