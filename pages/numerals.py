"""Numbers as they are written in official names: 第十七届, 第五次会议."""

DIGITS = ("", *"一二三四五六七八九")


def numeral(number: int) -> str:
    """五, 十七, 二十; in figures from 100 on."""
    if number > 99:
        return str(number)
    tens, ones = divmod(number, 10)
    return (DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + DIGITS[ones]
