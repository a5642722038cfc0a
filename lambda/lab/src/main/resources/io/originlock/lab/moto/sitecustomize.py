# What Python runs first in moto's process. moto looks through its folder of services for each
# request, and closes each connection: once is enough, and one will do. What each answer says to
# browsers, and a line in a log for it, is for nobody here.
import logging

import moto.backends
import moto.moto_server.werkzeug_app
from werkzeug.serving import WSGIRequestHandler

services = tuple(moto.backends.list_of_moto_modules())
moto.backends.list_of_moto_modules = lambda: services
moto.moto_server.werkzeug_app.CORS = lambda app: None
WSGIRequestHandler.protocol_version = "HTTP/1.1"
WSGIRequestHandler.log_request = lambda self, *code: None
logging.getLogger("werkzeug").setLevel(logging.ERROR)
