# SPDX-License-Identifier: GPL-3.0-or-later
"""Make the data of the loops: pictures as small files, the same in one large file, and a text."""

import io
import json
import os
import random
import struct
import sys

from PIL import Image, ImageDraw, ImageFilter

PICTURES = 800
LINES = 24_000


def picture(number: int) -> bytes:
    """A photograph's kind of JPEG file: smooth areas, edges and some noise, of a size that varies."""
    chance = random.Random(number)
    width, height = chance.randint(380, 620), chance.randint(300, 480)
    image = Image.effect_noise((width // 4, height // 4), 70).resize((width, height), Image.Resampling.BICUBIC)
    colours = [tuple(chance.randint(0, 255) for _ in range(3)) for _ in range(2)]
    image = Image.merge("RGB", [image.point(lambda v, c=c: min(255, v + c // 3)) for c in colours[0]])
    draw = ImageDraw.Draw(image)
    for _ in range(25):
        x, y = chance.randint(0, width), chance.randint(0, height)
        size = chance.randint(5, 120)
        draw.ellipse((x, y, x + size, y + size), fill=tuple(chance.randint(0, 255) for _ in range(3)))
    image = image.filter(ImageFilter.GaussianBlur(0.8))
    file = io.BytesIO()
    image.save(file, "JPEG", quality=88)
    return file.getvalue()


def text_line(chance: random.Random) -> str:
    """A sentence of made-up words, whose lengths vary as those of sentences do."""
    words = []
    for _ in range(max(3, int(chance.lognormvariate(4.6, 0.5)))):
        syllables = chance.choices(["ka", "ro", "ti", "sun", "ve", "lo", "mar", "en", "pi", "da"], k=chance.randint(1, 4))
        words.append("".join(syllables))
    return " ".join(words) + "."


def make(folder: str) -> None:
    """Write everything, unless it is there."""
    if os.path.exists(f"{folder}/complete"):
        return
    os.makedirs(f"{folder}/pictures", exist_ok=True)
    index = []
    with open(f"{folder}/pictures.records", "wb") as records:
        for number in range(PICTURES):
            content = picture(number)
            with open(f"{folder}/pictures/{number:05}.jpg", "wb") as file:
                file.write(content)
            index.append(records.tell())
            records.write(struct.pack("<I", len(content)) + content)
    with open(f"{folder}/pictures.index", "w", encoding="ascii") as file:
        json.dump(index, file)
    chance = random.Random(1)
    with open(f"{folder}/text.txt", "w", encoding="ascii") as file:
        file.writelines(text_line(chance) + "\n" for _ in range(LINES))
    open(f"{folder}/complete", "w").close()


if __name__ == "__main__":
    make(sys.argv[1])
