"""The `deurwijzer` command: reads its arguments and calls one function, importing only what that one needs."""

from __future__ import annotations

import argparse
import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.domain.errors import BotError
from bot.settings import REFERENCE, BadSetting, Settings, table

if TYPE_CHECKING:
    from bot.storage.unit_of_work import SqlUnits

Run = Callable[[argparse.Namespace, Settings], int | None]


def main(words: Sequence[str] | None = None) -> int:
    """Exit code 0 when all is well, 1 when it is not, 2 for arguments and settings that cannot be used."""
    arguments = _parser().parse_args(words)
    run: Run = arguments.run
    try:
        return run(arguments, Settings.read()) or 0
    except BotError as error:
        print(f"deurwijzer: {error}", file=sys.stderr)
        return 2 if isinstance(error, BadSetting) else 1
    except subprocess.CalledProcessError as error:
        return error.returncode if error.returncode > 0 else 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="deurwijzer",
        description="Conversational intake for a municipality and its ombudsman.",
        epilog="Settings come from the environment; `deurwijzer check --settings` lists them.",
    )
    commands = parser.add_subparsers(metavar="command", required=True)

    def command(name: str, run: Run, help: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=help, description=help[0].upper() + help[1:] + ".")
        made.set_defaults(run=run)
        return made

    serve = command("serve", _serve, "start everything, keep it running, stop it on Ctrl-C")
    serve.add_argument("--first-login", action="store_true", help="make a staff login if there is none, and show it")
    train = command("train", _train, "train the model if its sources changed")
    train.add_argument("--force", action="store_true", help="train in any case")
    _add_staff(command("staff", _staff_list, "who may open the console"))
    _add_directory(command("directory", _directory, "list the municipality's own and the national services"))
    _add_profile(command("profile", _profile_list, "the municipalities that there are folders for"))
    purge = command("purge", _purge, "erase talks that have been kept long enough")
    purge.add_argument("--dry-run", action="store_true", help="only say how many")
    purge.add_argument("--days", type=int, help="how long ago they ended (default: as the profile says)")
    check = command("check", _check, "look whether this copy can do its work")
    check.add_argument("--settings", action="store_true", help="list the settings instead, as in the README")
    evaluate = command("eval", _eval, "score CSV files against the trained model")
    evaluate.add_argument("folder", help="folder with needs*.csv, crisis*.csv and pii*.csv")
    command(
        "migrate", _migrate, "create the database or bring it up to date, with the directory of the municipality in it"
    )
    key = command("webhook-key", _webhook_key, "the key with which a service checks the referrals that it gets")
    key.add_argument("service", help="its id in the directory")
    command("rotate", _rotate, "seal what is stored with the first of the keys, so that older keys can go")
    command("gateway", _gateway, "the gateway alone, without dialogue and actions; `serve` starts it")
    return parser


def _add_staff(staff: argparse.ArgumentParser) -> None:
    what = staff.add_subparsers(metavar="what")
    add = what.add_parser("add", help="let someone in; shows a generated password, once")
    add.add_argument("--role", default="handler", help="handler (default), lead or admin")
    add.set_defaults(run=_staff_add)
    renew = what.add_parser("renew", help="a new password for someone who forgot it")
    renew.set_defaults(run=_staff_renew)
    for parser in (add, renew):
        parser.add_argument("name")
    what.add_parser("first", help="add `admin` if there is nobody yet").set_defaults(run=_staff_first)


def _add_profile(profile: argparse.ArgumentParser) -> None:
    what = profile.add_subparsers(metavar="what")
    new = what.add_parser("new", help="a folder for a municipality, made from the template, to be filled in")
    new.add_argument("name", help="the name of the municipality")
    new.set_defaults(run=_profile_new)


def _add_directory(directory: argparse.ArgumentParser) -> None:
    directory.add_argument("--need", help="only those for this need, by its code")
    what = directory.add_subparsers(metavar="what")
    bring = what.add_parser("import", help="bring in a package of HSDS: a folder, zip, CSV, JSON or ndjson file")
    bring.add_argument("--source", default="", help="whose it is (default: its name); what they had before goes")
    bring.set_defaults(run=_directory_import)
    export = what.add_parser("export", help="write the whole directory to a folder or a file")
    export.add_argument("--format", choices=("json", "csv", "zip"), help="default: by the ending; a folder of CSV else")
    export.add_argument("--of", default="", help="JSON of one kind alone, nested: services, organizations, …")
    export.set_defaults(run=_directory_export)
    check = what.add_parser("check", help="say what is wrong in a package, or in the directory as it stands")
    check.set_defaults(run=_directory_check)
    for parser in (bring, export):
        parser.add_argument("path", type=Path)
    check.add_argument("path", type=Path, nargs="?")


def _serve(arguments: argparse.Namespace, settings: Settings) -> None:
    from bot.processes.supervisor import serve

    serve(settings, first_login=arguments.first_login)


def _gateway(arguments: argparse.Namespace, settings: Settings) -> None:
    from bot.app import run

    run(settings.prepare())


def _train(arguments: argparse.Namespace, settings: Settings) -> None:
    from bot.processes.training import train

    if not train(force=arguments.force):
        print("✓ The model is up to date")


def _webhook_key(arguments: argparse.Namespace, settings: Settings) -> None:
    from bot.outside.webhooks import key_for

    if not settings.webhook_secret:
        raise BadSetting("DEURWIJZER_WEBHOOK_SECRET", "this must be set first")
    print(key_for(settings.webhook_secret, arguments.service))


def _migrate(arguments: argparse.Namespace, settings: Settings) -> None:
    from bot.house import load_directory_once

    async def migrate() -> bool:
        async with _units(settings.prepare()) as units:
            return await load_directory_once(settings.profile, units)

    if asyncio.run(migrate()):
        print("The directory is read anew from the files of the municipality")


def _rotate(arguments: argparse.Namespace, settings: Settings) -> None:
    from bot.storage.ciphers import cipher_of
    from bot.storage.rotation import rotate

    print(f"{asyncio.run(rotate(settings.database_url, cipher_of(settings)))} records sealed anew")


def _staff_list(arguments: argparse.Namespace, settings: Settings) -> None:
    async def show() -> None:
        async with _units(settings) as units, units(reading=True) as uow:
            for member in await uow.staff.all():
                print(f"{member.name}  {member.role}{'' if member.active else '  (no access)'}")

    asyncio.run(show())


def _staff_add(arguments: argparse.Namespace, settings: Settings) -> None:
    asyncio.run(_let_in(arguments.name, arguments.role, settings))


async def _let_in(name: str, role: str, settings: Settings) -> None:
    from bot.services.staff import add

    async with _units(settings) as units:
        _show_login(name, await add(name, role, uow=units()))


def _staff_first(arguments: argparse.Namespace, settings: Settings) -> None:
    async def first() -> None:
        async with _units(settings) as units, units(reading=True) as uow:
            someone = await uow.staff.all()
        if not someone:
            await _let_in("admin", "admin", settings)

    asyncio.run(first())


def _staff_renew(arguments: argparse.Namespace, settings: Settings) -> None:
    from bot.services.staff import renew

    async def anew() -> None:
        async with _units(settings) as units:
            _show_login(arguments.name, await renew(arguments.name, uow=units()))

    asyncio.run(anew())


def _show_login(name: str, password: str) -> None:
    print(f"Staff login (shown once)   name: {name}   password: {password}")


def _directory(arguments: argparse.Namespace, settings: Settings) -> None:
    from bot.reference import load_directory

    for service in load_directory(settings.profile, REFERENCE):
        if arguments.need is None or arguments.need in service.needs:
            print(f"{service.id}  {service.name} ({service.organization})  {service.phone}  {' '.join(service.needs)}")


def _directory_import(arguments: argparse.Namespace, settings: Settings) -> None:
    from bot.processes.directory_commands import import_package

    import_package(arguments.path, settings, source=arguments.source)


def _directory_export(arguments: argparse.Namespace, settings: Settings) -> None:
    from bot.processes.directory_commands import export

    export(arguments.path, settings, form=arguments.format or "", kind=arguments.of)


def _directory_check(arguments: argparse.Namespace, settings: Settings) -> int:
    from bot.processes.directory_commands import check

    return check(arguments.path, settings)


def _profile_list(arguments: argparse.Namespace, settings: Settings) -> None:
    from bot.processes.profiles import profiles

    for folder, name in profiles(settings.profile.parent):
        print(f"{folder}  {name}{'  (in use)' if folder == settings.profile else ''}")


def _profile_new(arguments: argparse.Namespace, settings: Settings) -> None:
    from bot.clock import make_clock
    from bot.processes.profiles import new

    folder = new(arguments.name, settings.profile.parent, make_clock(settings).now().date())
    print(f"{folder} is made. Replace each VUL IN in it; this says what is still missing:")
    print(f"  DEURWIJZER_PROFILE={folder} deurwijzer check")


def _purge(arguments: argparse.Namespace, settings: Settings) -> None:
    from bot.clock import make_clock
    from bot.reference import load_profile
    from bot.services.retention import purge

    kept = settings.retention_days or load_profile(settings.profile).retention_days
    days = kept if arguments.days is None else arguments.days
    before = make_clock(settings).now() - timedelta(days=days)

    async def erase() -> int:
        async with _units(settings) as units:
            return await purge(closed_before=before, dry_run=arguments.dry_run, uow=units())

    print(f"{asyncio.run(erase())} talks {'would be' if arguments.dry_run else 'are'} erased")


def _check(arguments: argparse.Namespace, settings: Settings) -> int:
    if arguments.settings:
        print(table())
        return 0
    from bot.processes.checkup import checkup

    return 0 if checkup(settings) else 1


def _eval(arguments: argparse.Namespace, settings: Settings) -> int | None:
    from bot.evaluation import main as evaluate

    return evaluate(arguments.folder)


@asynccontextmanager
async def _units(settings: Settings) -> AsyncIterator[SqlUnits]:
    """Units of work on the database, which is made or brought up to date first."""
    from bot.storage.ciphers import cipher_of
    from bot.storage.migrate import upgrade
    from bot.storage.unit_of_work import sql_units

    await upgrade(settings.database_url)
    units = sql_units(settings.database_url, cipher_of(settings))
    try:
        yield units
    finally:
        await units.dispose()


if __name__ == "__main__":
    sys.exit(main())
