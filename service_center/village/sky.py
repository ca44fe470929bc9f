"""The sky over a village: how much of its peak a solar roof gives, by the height of the sun and by passing cloud."""

from datetime import datetime
from math import asin, cos, exp, pi, sin, sqrt
from random import Random

LATITUDE = 35.0 * pi / 180
TILT_OF_THE_EARTH = 23.44 * pi / 180
CLOUD_PASSES_SEC = 900.0
DAY_SEC = 86_400.0
DARKEST = 0.8  # what the thickest cloud takes of the light


class Sky:
    """Cloud that comes and goes: each day has weather of its own, around which the cover wanders."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._day = 0
        self._weather = rng.betavariate(1.2, 2.0)
        self._cover = self._weather

    def move_on(self, seconds: float, local: datetime) -> float:
        """Let cloud pass for some time (s) and give the light of then: 0 at night, 1 under a clear sky with the sun at its highest."""
        day = local.toordinal()
        if day != self._day:
            self._day, self._weather = day, self._rng.betavariate(1.2, 2.0)
        kept = exp(-seconds / CLOUD_PASSES_SEC)
        gust = self._rng.gauss(0.0, 0.25) * sqrt(1 - kept * kept)
        self._cover = min(1.0, max(0.0, self._weather + (self._cover - self._weather) * kept + gust))
        return clear_light(local) * (1 - DARKEST * self._cover)


def clear_light(local: datetime) -> float:
    """Say how strong the sun is at a local time under a clear sky, 0 … 1: by its height at the latitude of Tokyo."""
    declination = asin(sin(TILT_OF_THE_EARTH) * sin(2 * pi * (local.timetuple().tm_yday - 81) / 365.25))
    second = local.hour * 3600 + local.minute * 60 + local.second
    hour_angle = 2 * pi * (second / DAY_SEC - 0.5)
    height = sin(LATITUDE) * sin(declination) + cos(LATITUDE) * cos(declination) * cos(hour_angle)
    return float(max(0.0, height) ** 1.15)  # low sun passes through more air
