"""The twelve fields of trade in services, as MTN.GNS/W/120 orders them."""

from __future__ import annotations

W120 = (
    ("1", "商务服务", "Business services"),
    ("2", "通讯服务", "Communication services"),
    ("3", "建筑及相关工程服务", "Construction and related engineering services"),
    ("4", "分销服务", "Distribution services"),
    ("5", "教育服务", "Educational services"),
    ("6", "环境服务", "Environmental services"),
    ("7", "金融服务", "Financial services"),
    ("8", "健康与社会服务", "Health-related and social services"),
    ("9", "旅游及相关服务", "Tourism and travel-related services"),
    ("10", "娱乐、文化和体育服务", "Recreational, cultural and sporting services"),
    ("11", "运输服务", "Transport services"),
    ("12", "其他服务", "Other services"),
)
