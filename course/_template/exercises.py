"""Module NN, in one sentence: what it is about."""

import numpy as np

from grading.exercise import Case, Exercise, Module, Option, Predict, Quiz
from medlab.language import T

module = Module(
    title=T(fr="", en=""),
    promise=T(fr="", en=""),
    core_minutes=60,
    memory_mb=300,
    download_mb=0,
    prerequisites=T(fr="Module 00.", en="Module 00."),
    minutes_source=T(fr="estimé", en="estimated"),
    data=(),
)
