"""HTTP push: `PUT` and `DELETE /streams/<stream>/push/<file>` with the stream key as bearer token.

For encoders that write HLS of fragmented MP4, for example ffmpeg's `-f hls -hls_segment_type fmp4 -method PUT`.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from everfair.kernel.access import permission
from everfair.live.errors import BadKey
from everfair.live.ingest.push import take_playlist
from everfair.live.ingest.push_files import PLAYLIST, PushFolder, good_name
from everfair.live.ingest.push_takes import admit_push
from everfair.live.places import StreamPlace
from everfair.live.views.ingest_answers import bearer_of, length_of, plain_refusals

MOST_BYTES = 16 << 20
MOST_OF_PLAYLIST = 1 << 20


@csrf_exempt  # the key is in a header, which no other site can set
@require_http_methods(["PUT", "POST", "DELETE"])
@permission("live.push_media", public=True)
@plain_refusals
def push(request: HttpRequest, stream: str, file: str) -> HttpResponse:
    """Take a file in. A deleted one is gone only if no playlist has named it: viewers may go back to it."""
    admission = admit_push(bearer_of(request), address=request.META.get("REMOTE_ADDR", ""))
    if admission.stream != stream:
        raise BadKey
    folder = PushFolder(StreamPlace(settings.LIVE_ROOT, stream))
    name = good_name(file)
    if request.method == "DELETE":
        folder.delete(name)
    elif name.endswith(PLAYLIST):
        size = length_of(request, most=MOST_OF_PLAYLIST)
        take_playlist(admission, name, request.read(size).decode(errors="replace"))
    else:
        folder.keep(name, request, size=length_of(request, most=MOST_BYTES))
    return HttpResponse(status=204)
