"""Kernels of the sensor: light to electrons to DN, a row at a time.

Every row has its own stream of random numbers, seeded by the shot and the row, so that the bytes do not depend on the
number of threads; what is fixed on a sensor is seeded by its serial number and the row.

Source: Steele, Lea, Flood (2014), Fast splittable pseudorandom number generators, OOPSLA (SplitMix64); Hormann (1993),
The transformed rejection method for generating Poisson random variables, Insurance: Math. and Econ. 12, 39-45 (PTRS);
Box, Muller (1958), A note on the generation of random normal deviates, Ann. Math. Stat. 29(2), 610-611; EMVA 1288 R4.0 (2021), section 2 (the linear camera model).
"""

from __future__ import annotations

import math

import numpy as np

from tuner.core.jit import kernel

f32, u64 = np.float32, np.uint64
GOLDEN = np.uint64(0x9E3779B97F4A7C15)
MIX1, MIX2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
S30, S27, S31, S11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)
S16, S32, S48, LOW16 = np.uint64(16), np.uint64(32), np.uint64(48), np.uint64(0xFFFF)
BELL = math.sqrt(3.0) / 65536.0  # four uniform numbers over 65536 have a variance of 4 / 12
UNIT = 1.0 / 9007199254740992.0  # 2^-53
TAU = 2 * math.pi
FEW = 10.0  # mean below which the arrivals are counted one by one


@kernel
def _mixed(state):  # type: ignore[no-untyped-def]
    z = (state ^ (state >> S30)) * MIX1
    z = (z ^ (z >> S27)) * MIX2
    return z ^ (z >> S31)


@kernel
def _uniform(state):  # type: ignore[no-untyped-def]
    """The next state, and a number in (0, 1)."""
    state = state + GOLDEN
    return state, (float(_mixed(state) >> S11) + 0.5) * UNIT


@kernel
def _bell(state):  # type: ignore[no-untyped-def]
    """The next state, and a number of mean 0 and variance 1, nearly normal: four uniform ones of 16 bits, summed."""
    state = state + GOLDEN
    z = _mixed(state)
    total = float(z & LOW16) + float((z >> S16) & LOW16) + float((z >> S32) & LOW16) + float(z >> S48)
    return state, (total - 131070.0) * BELL


@kernel
def _poisson(state, mean):  # type: ignore[no-untyped-def]
    """The next state, and a Poisson number."""
    if mean <= 0.0:
        return state, 0.0
    if mean < FEW:
        limit, product, count = math.exp(-mean), 1.0, -1.0
        while product > limit:
            state, u = _uniform(state)
            product *= u
            count += 1.0
        return state, count
    root = math.sqrt(mean)
    b = 0.931 + 2.53 * root
    a = -0.059 + 0.02483 * b
    inverse = 1.1239 + 1.1328 / (b - 3.4)
    vr = 0.9277 - 3.6224 / (b - 2.0)
    while True:
        state, u = _uniform(state)
        state, v = _uniform(state)
        u -= 0.5
        us = 0.5 - abs(u)
        k = math.floor((2.0 * a / us + b) * u + mean + 0.43)
        if us >= 0.07 and v <= vr:
            return state, k
        if k < 0.0 or (us < 0.013 and v > us):
            continue
        left = math.log(v) + math.log(inverse) - math.log(a / (us * us) + b)
        if left <= k * math.log(mean) - mean - math.lgamma(k + 1.0):
            return state, k


@kernel
def draw_poisson(means, seed, out):  # type: ignore[no-untyped-def]
    """Poisson numbers of given means, for tests."""
    state = _mixed(u64(seed))
    for i in range(means.shape[0]):
        state, out[i] = _poisson(state, means[i])


@kernel
def shade(planes, first, rows, tangent, red, blue, flare):  # type: ignore[no-untyped-def]
    """Shading and flare in place, rows `first` to `first + rows`; `flare` is (share kept, light added) a channel."""
    height, width = planes.shape[1], planes.shape[2]
    scale = 4.0 / (height * height + width * width)
    for y in range(first, first + rows):
        v = (y + 0.5 - 0.5 * height) ** 2
        r, g, b = planes[0, y], planes[1, y], planes[2, y]
        for x in range(width):
            u = f32(x) + f32(0.5) - f32(0.5 * width)
            rr = f32((u * u + v) * scale)
            fall = f32(1) / (f32(1) + f32(tangent) * rr)
            fall *= fall
            r[x] = r[x] * fall * (f32(1) - f32(red) * rr) * flare[0, 0] + flare[0, 1]
            g[x] = g[x] * fall * flare[1, 0] + flare[1, 1]
            b[x] = b[x] * fall * (f32(1) - f32(blue) * rr) * flare[2, 0] + flare[2, 1]


@kernel
def electrons(planes, first, rows, pattern, line_gain, line_noise, numbers, noisy, seed, serial, out):  # type: ignore[no-untyped-def]
    """Planes (share of saturation) to DN before rounding, rows `first` to `first + rows`.

    numbers : electrons at saturation, dark electrons, read noise, PRNU, DSNU, DN an electron, black, full well
    """
    full, dark, read, prnu, dsnu, gain, black, well = numbers
    for y in range(first, first + rows):
        state = _mixed(_mixed(u64(seed)) + u64(y) * GOLDEN)
        fixed = _mixed(_mixed(u64(serial)) + u64(y) * GOLDEN)
        other = 0.0
        for x in range(planes.shape[2]):
            mean = float(planes[pattern[y & 3, x & 3], y, x]) * full * line_gain[y]
            if noisy:
                fixed, own = _bell(fixed)
                mean = mean * max(1.0 + prnu * own, 0.0) + dark
                state, count = _poisson(state, mean)
                if x & 1 == 0:  # two normal numbers come at a time
                    state, u = _uniform(state)
                    state, v = _uniform(state)
                    length, turn = math.sqrt(-2.0 * math.log(u)), TAU * v
                    normal, other = length * math.cos(turn), length * math.sin(turn)
                else:
                    normal = other
                fixed, own = _bell(fixed)
                count = min(count, well) + read * normal + dsnu * own + line_noise[y]
            else:
                count = min(mean, well)
            out[y, x] = black + gain * count


@kernel
def rounded(dn, white, out):  # type: ignore[no-untyped-def]
    """DN to codes: to the nearest, 0 to white."""
    for y in range(dn.shape[0]):
        for x in range(dn.shape[1]):
            out[y, x] = np.uint16(min(max(math.floor(dn[y, x] + f32(0.5)), f32(0)), f32(white)))
