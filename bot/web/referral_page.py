"""The page behind the link in a referral: looking changes nothing, because mail scanners look; a button confirms."""

from __future__ import annotations

from aiohttp import web

from bot.domain.records import ReferralState
from bot.services import referral_course, referrals
from bot.web import keys
from bot.web.errors import language_of
from bot.web.pages import TEMPLATES

PATH = "/referrals/{id:[0-9a-f]{1,64}}/{token:[0-9A-Za-z_-]{1,128}}"


def register(app: web.Application) -> None:
    """Add the page and its button."""
    app.router.add_get(PATH, show)
    app.router.add_post(PATH, confirm)


async def show(request: web.Request) -> web.Response:
    """What the link is about, without what the person told: that is in the letter."""
    id, token, app = request.match_info["id"], request.match_info["token"], request.app
    house = app[keys.HOUSE]
    made, door = await referral_course.look(id, token, uow=app[keys.UNITS](reading=True), house=house)
    values = {"reference": referrals.reference(made), "name": house.profile.name, "door": door}
    language = language_of(request)
    names = ("page_referral_title", "page_referral_ask", "page_referral_button", "page_referral_done")
    words = {name.rpartition("_")[2]: house.texts.say(name, language, **values) for name in names}
    confirmed = made.state is ReferralState.CONFIRMED
    page = TEMPLATES.get_template("referral.html").render(words=words, confirmed=confirmed, language=language)
    return web.Response(text=page, content_type="text/html")


async def confirm(request: web.Request) -> web.Response:
    """The service takes it up."""
    id, token, app = request.match_info["id"], request.match_info["token"], request.app
    await referral_course.confirm(id, token, uow=app[keys.UNITS](), clock=app[keys.CLOCK], house=app[keys.HOUSE])
    return await show(request)
