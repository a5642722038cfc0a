package io.originlock.lab.conformance;

import io.originlock.lab.net.Request;
import io.originlock.lab.net.Response;
import io.originlock.lab.net.Service;
import java.net.InetSocketAddress;
import java.util.List;

/** An emulator of a test's own: something behind filters. */
final class Stub implements Service {
  private final Service behind;
  private volatile List<Filter> filters = List.of();

  Stub(Service behind) {
    this.behind = behind;
  }

  /** From now on these filters apply, the first one first. */
  void filters(List<Filter> others) {
    filters = List.copyOf(others);
  }

  @Override
  public Response answer(Request request, InetSocketAddress peer) {
    Filter.Next next = last -> behind.answer(last, peer);
    List<Filter> now = filters;
    for (int i = now.size() - 1; i >= 0; i--) {
      Filter filter = now.get(i);
      Filter.Next after = next;
      next = each -> filter.answer(each, after);
    }
    return next.apply(request);
  }
}
