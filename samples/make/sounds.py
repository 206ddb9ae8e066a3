"""Sounds that are not speech."""

import math

from voice import RATE


def strings(seconds):
    """Two piano strings of one note, struck four times while one of them is tuned to the other:
    the beating slows from about three times a second to nothing."""
    count = int(seconds * RATE)
    strike = count // 4
    out = [0.0] * count
    pitch = 220.0
    for partial in range(1, 8):
        stretched = partial * math.sqrt(1 + 0.0004 * partial * partial)
        level = 0.6 ** (partial - 1)
        fixed = moving = 0.0
        for i in range(count):
            away = 3.2 * max(0.0, 1.0 - i / (0.72 * count)) ** 1.6
            fixed += 2 * math.pi * pitch * stretched / RATE
            moving += 2 * math.pi * (pitch + away) * stretched / RATE
            t = (i % strike) / RATE
            left = (strike - i % strike) / RATE
            attack = min(1.0, t / 0.006)
            damper = min(1.0, left / 0.08) if i + strike < count else min(1.0, left / 0.6)
            decay = math.exp(-t * (0.45 + 0.35 * partial))
            out[i] += level * attack * damper * decay * (math.sin(fixed) + math.sin(moving))
    return out


SOUNDS = {"strings": strings}
