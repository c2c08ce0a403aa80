"""What the cities have sent for a convening, whom to ask first, and what to ask them with."""

from ictrack.language import _
from ictrack.summaries.one_return import summarise_one_return
from ictrack.summaries.return_cycles import summarise_asking
from ictrack.summaries.return_tables import summarise_returns
from ictrack.summaries.whom_to_ask import summarise_chases
from ictrack.ui import components
from ictrack.ui.lists import show_links
from ictrack.ui.page import current_page
from ictrack.ui.returns import choose_cycle, choose_return, draw_asking

page = current_page()
asking = page.read(summarise_asking)

if asking.cycles:
    cycle = choose_cycle(asking)
    returns = page.read(summarise_returns, cycle)
    chosen = choose_return(returns)
    one = page.read(summarise_one_return, cycle, chosen, page.opened("answer"))
    components.show_problems(one.problems)

    if one.is_narrowed:
        components.show_sentence(one.sentence)
        components.show_notes(returns.notes)
        if one.city:
            draw_asking(page, one.city, cycle)
        show_links(one.links)
        if one.listed.rows:
            components.show_table(one.listed)
            components.show_downloads(one.download)
    else:
        components.show_sentence(returns.sentence)
        components.show_notes(returns.notes)
        components.show_table(returns.by_city)
        components.show_downloads(returns.by_city)
        show_links(returns.links)
    components.show_definition("counted", "status_update", "silent", rows=returns.explained)

    if cycle.is_asked_for and not one.is_narrowed:
        chases = page.read(summarise_chases, cycle)
        components.show_table_under(_("Whom to ask first"), chases.sentence, chases.first)
        if chases.first.rows:
            components.show_table(chases.by_city)
            components.show_downloads(chases.download)
        components.show_definition("delivered", rows=chases.explained)
else:
    components.show_sentence(asking.why_not)
    show_links(asking.lifted)
