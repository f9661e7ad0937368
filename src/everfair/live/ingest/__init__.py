"""How pictures and sound come in: RTMP, the browser studio, HTTP push."""
