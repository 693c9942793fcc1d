"""JSON by the C functions that the module `json` is made of. `json` itself loads `re`, which takes almost as long as
starting Python does, and a check waits for each start."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn


def refuse(value: object) -> "NoReturn":
    """What `json` says of a value that it cannot write."""
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")


class Rules:
    """How `json.loads` reads by default."""

    strict = True
    object_hook = object_pairs_hook = None
    parse_float = float
    parse_int = int
    parse_constant = {"NaN": float("nan"), "Infinity": float("inf"), "-Infinity": float("-inf")}.__getitem__
    memo: dict[str, str] = {}


try:
    from _json import encode_basestring_ascii, make_encoder, make_scanner

    scan = make_scanner(Rules)

    def loads(text: str) -> "Any":
        """Reads one value. Raises ValueError for text that is none."""
        try:
            return scan(text.strip(), 0)[0]
        except StopIteration:
            raise ValueError("not JSON") from None

    def dumps(value: "Any") -> str:
        """Writes a value on one line. Raises ValueError for NaN and circles, TypeError for what JSON has not."""
        write = make_encoder({}, refuse, encode_basestring_ascii, None, ": ", ", ", False, False, False)
        return "".join(write(value, 0))

except ImportError:
    import json

    loads = json.loads

    def dumps(value: "Any") -> str:
        return json.dumps(value, allow_nan=False)
