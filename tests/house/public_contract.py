"""The contract that import-linter does not ship: an app is imported only through its `public.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importlinter import Contract, ContractCheck, fields, output

if TYPE_CHECKING:
    from grimp import ImportGraph

MOUNTS = ("urls", "interfaces.api", "api")


class PublicOnlyContract(Contract):
    """Direct imports between apps end at `public`; the exceptions are named in the configuration."""

    may_mount = fields.SetField(subfield=fields.StringField())
    may_know_models = fields.SetField(subfield=fields.StringField())
    open_to_all = fields.SetField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: FBT001 -- import-linter's signature
        del verbose
        wrong = sorted(
            (importer, imported)
            for imported in graph.modules
            for importer in graph.find_modules_that_directly_import(imported)
            if not self.allows(importer, imported)
        )
        return ContractCheck(kept=not wrong, metadata={"wrong": wrong})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, imported in check.metadata["wrong"]:
            output.print_error(f"{importer} reaches into {imported}: use {_app(imported)}.public")

    def allows(self, importer: str, imported: str) -> bool:
        home, target = _app(importer), _app(imported)
        inside = imported.removeprefix(target).lstrip(".")
        return (
            home == target
            or inside in ("", "public")
            or target in self.open_to_all  # type: ignore[operator]  # a field turns into its value
            or home in self.may_know_models  # type: ignore[operator]  # a field turns into its value
            or (home in self.may_mount and inside in MOUNTS)  # type: ignore[operator]  # a field turns into its value
        )


def _app(module: str) -> str:
    return ".".join(module.split(".")[:2])
