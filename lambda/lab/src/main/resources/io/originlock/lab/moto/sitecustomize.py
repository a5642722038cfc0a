# What Python runs first in moto's process. moto looks through its folder of services for each
# request, and closes each connection: once is enough, and one will do.
import logging

import moto.backends
from werkzeug.serving import WSGIRequestHandler

services = tuple(moto.backends.list_of_moto_modules())
moto.backends.list_of_moto_modules = lambda: services
WSGIRequestHandler.protocol_version = "HTTP/1.1"
logging.getLogger("werkzeug").setLevel(logging.ERROR)
