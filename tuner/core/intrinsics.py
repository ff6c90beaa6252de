"""Intrinsics: single instructions that a kernel can ask for by name.

A kernel names them like functions; outside of kernels they are of no use. What stands for them in compiled code is made
at the first use, since importing this module must not import numba.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from tuner.core.compiler import compiler

LINE = 64  # bytes of a cache line
_INTO_ALL_LEVELS, _READ, _DATA = 3, 0, 1  # how llvm.prefetch is told what to do


def fma(a: Any, b: Any, c: Any) -> Any:
    """a b + c of three float32, rounded once."""
    raise TypeError("fma is for compiled kernels only")


def fetch(array: Any, first: Any, count: Any) -> None:
    """Have samples first .. first + count of a flat array on their way before they are needed."""
    raise TypeError("fetch is for compiled kernels only")


NAMED = {"fma": fma, "fetch": fetch}
"""What kernels may name."""


@cache
def made(name: str) -> Any:
    """What numba compiles in the place of a name; also `ticks()`, the processor's cycle counter (0 where it has none)."""
    compiler()  # set up before anything of it is imported
    from numba.extending import intrinsic

    return intrinsic({"fma": _fma, "fetch": _fetch, "ticks": _ticks}[name])


def _ticks(typing_context: Any) -> Any:
    from llvmlite import ir
    from numba.core import types

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        word = ir.IntType(64)
        return builder.call(
            builder.module.declare_intrinsic("llvm.readcyclecounter", fnty=ir.FunctionType(word, ())), ()
        )

    return types.int64(), generate


def _fma(typing_context: Any, a: Any, b: Any, c: Any) -> Any:
    from numba.core import types

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.fma(*arguments)

    return types.float32(types.float32, types.float32, types.float32), generate


def _fetch(typing_context: Any, array: Any, first: Any, count: Any) -> Any:
    from llvmlite import ir
    from numba.core import cgutils, types

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        data = context.make_array(array)(context, builder, arguments[0]).data
        i32, byte, word = ir.IntType(32), ir.IntType(8).as_pointer(), ir.IntType(64)
        kind = ir.FunctionType(ir.VoidType(), [byte, i32, i32, i32])
        call = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0")
        how = [ir.Constant(i32, n) for n in (_READ, _INTO_ALL_LEVELS, _DATA)]
        step, stop = ir.Constant(word, LINE * 8 // array.dtype.bitwidth), builder.add(arguments[1], arguments[2])
        with cgutils.for_range_slice(builder, arguments[1], stop, step, word) as (i, _):
            builder.call(call, [builder.bitcast(builder.gep(data, [i]), byte), *how])
        return context.get_dummy_value()

    return types.void(array, types.int64, types.int64), generate
