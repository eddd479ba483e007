"""`python -m benchmarks.tau2_retail --data DIR --out DIR`: convert, then check what was written as the import would."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from benchmarks.tau2_retail.amounts import ConvertError
from benchmarks.tau2_retail.convert import convert, read_source, write_folder
from resolution_hub.connectors.shop_files.folder import read_folder
from resolution_hub.connectors.shop_files.problems import ShopFilesInvalid


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tau2_retail", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder that db.json is in")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write")
    today = datetime.now(UTC).date()
    parser.add_argument("--as-of", type=date.fromisoformat, default=today, help="all times lie before this day")
    parser.add_argument("--shop", default="Outside shop", help="the shop's name in the manifest")
    given = parser.parse_args(arguments)
    try:
        write_folder(convert(read_source(given.data), given.as_of), given.out, given.shop, given.as_of)
        shop = read_folder(given.out)
    except (ConvertError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    except ShopFilesInvalid as invalid:
        print(*invalid.problems, f"{invalid.count} problem(s)", sep="\n", file=sys.stderr)
        return 1
    for pile in shop.piles():
        if pile.given:
            print(f"{len(pile):7,} {pile.kind}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
