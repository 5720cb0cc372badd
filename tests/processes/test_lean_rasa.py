"""Rasa runs without TensorFlow where the pipeline allows it."""

import subprocess
import sys

import pytest

from bot.processes.lean_rasa import leave_out_tensorflow

LOAD = """
import sys
from bot.processes.lean_rasa import leave_out_tensorflow
assert leave_out_tensorflow()
from rasa.core.agent import Agent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
DefaultV1Recipe()
print("tensorflow.python" in sys.modules)
"""


@pytest.mark.rasa
def test_rasa_loads_without_tensorflow():
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", LOAD], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "False"), done.stderr


def test_a_neural_pipeline_gets_the_real_one(tmp_path):
    config = tmp_path / "config.yml"
    config.write_text("pipeline: [{name: DIETClassifier}]\n")
    before = list(sys.meta_path)
    assert not leave_out_tensorflow(config)
    assert sys.meta_path == before
