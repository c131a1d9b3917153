# SPDX-License-Identifier: GPL-3.0-or-later
"""What is done to each sample: the same functions in PyTorch's loops and in those of tf.data."""

import io
import random
import re
import zlib

import numpy
from PIL import Image, ImageEnhance

SIDE = 224
TOKENS = 512
_WORDS = re.compile(r"\w+|[^\w\s]")


def decoded(content: bytes) -> numpy.ndarray:
    """Decode a picture, cut out a random part, turn and tint it, and make an array of floats: (3, 224, 224)."""
    image = Image.open(io.BytesIO(content)).convert("RGB")
    width, height = image.size
    share = random.uniform(0.4, 1.0) ** 0.5
    part = (int(width * share), int(height * share))
    left, top = random.randint(0, width - part[0]), random.randint(0, height - part[1])
    image = image.resize((SIDE, SIDE), Image.Resampling.BILINEAR, (left, top, left + part[0], top + part[1]))
    if random.random() < 0.5:
        image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    image = ImageEnhance.Color(image).enhance(random.uniform(0.7, 1.3))
    pixels = numpy.asarray(image, dtype=numpy.float32) / 255
    return numpy.ascontiguousarray(((pixels - 0.45) / 0.225).transpose(2, 0, 1))


def tokenised(line: str) -> numpy.ndarray:
    """Split a line into words and parts of words, each with a number: (512,)."""
    numbers = []
    for word in _WORDS.findall(line.lower()):
        for start in range(0, len(word), 4):
            numbers.append(zlib.crc32(word[start : start + 4].encode()) % 32_000)
    numbers = numbers[:TOKENS]
    return numpy.array(numbers + [0] * (TOKENS - len(numbers)), dtype=numpy.int64)
