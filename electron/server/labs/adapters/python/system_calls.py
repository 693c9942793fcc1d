"""Functions of the C library, by the C module that `ctypes` is made of: loading `ctypes` itself takes a fifth as long as
starting Python does, and a check waits for each start."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

try:
    from _ctypes import FUNCFLAG_CDECL, Array, CFuncPtr, _SimpleCData, addressof, dlopen, dlsym

    class Long(_SimpleCData):
        """`long`, which on Linux is as wide as `size_t`."""

        _type_ = "l"

    class Char(_SimpleCData):
        _type_ = "c"

    class Function(CFuncPtr):
        _flags_ = FUNCFLAG_CDECL
        _restype_ = Long

    def functions(*names: str) -> "list[Any]":
        """Functions that are loaded in this process. They take integers, bytes and None, and give a `long`."""
        process = dlopen(None, 0)
        return [Function(dlsym(process, name)) for name in names]

    def lay_out(data: bytes) -> "Any":
        """A copy of these bytes that stays where it is."""
        return type("Memory", (Array,), {"_type_": Char, "_length_": len(data)}).from_buffer_copy(data)

except (ImportError, AttributeError, TypeError):
    from ctypes import CDLL, addressof, c_char, c_long  # noqa: F401

    Long = c_long

    def functions(*names: str) -> "list[Any]":
        found = [CDLL(None)[name] for name in names]
        for function in found:
            function.restype = c_long
        return found

    def lay_out(data: bytes) -> "Any":
        return (c_char * len(data)).from_buffer_copy(data)
