package io.originlock.fake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.fake.FakeServer.Call;
import io.originlock.fake.FakeServer.Reply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** Learns the parts of answers, and then leaves one of them out wherever it occurs. */
public final class LeftOut {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Set<String> learned = new LinkedHashSet<>();
  private String part = "";

  /** Has servers send answers by this. */
  public void at(FakeServer... servers) {
    for (FakeServer server : servers) {
      server.altered(this::answer);
    }
  }

  /** Begins to learn anew, leaving nothing out. */
  public void learn() {
    learned.clear();
    part = "";
  }

  /** What was learned, such as {@code GET /apikeys/* item/id}. */
  public List<String> parts() {
    return List.copyOf(learned);
  }

  /** From now on answers come without this part; empty for whole. */
  public void leave(String one) {
    part = one;
  }

  private Reply answer(Call call, Reply reply) {
    if (reply.status() < 200 || reply.status() > 299) {
      return reply;
    }
    String name =
        call.headers()
            .getOrDefault(
                "X-Amz-Target",
                call.method() + " " + call.uri().getPath().replaceAll("[a-z]*[0-9][a-z0-9]*", "*"));
    Map<String, String> headers = new TreeMap<>(reply.headers());
    reply
        .headers()
        .keySet()
        .forEach(header -> see(name + " " + header, () -> headers.remove(header)));
    return new Reply(reply.status(), headers, body(name, reply.body()));
  }

  private String body(String name, String body) {
    if (body.startsWith("<")) {
      Document document = parse(body);
      walk(document.getDocumentElement(), name + " ");
      return text(document);
    }
    if (body.startsWith("{")) {
      JsonNode tree = tree(body);
      walk(tree, name + " ");
      return tree.toString();
    }
    return body;
  }

  private boolean see(String one, Runnable leave) {
    if (part.isEmpty()) {
      learned.add(one);
    } else if (part.equals(one)) {
      leave.run();
      return true;
    }
    return false;
  }

  private void walk(JsonNode node, String path) {
    if (node.isArray()) {
      node.forEach(each -> walk(each, path));
    } else if (node instanceof ObjectNode object) {
      List<String> fields = new ArrayList<>();
      for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
        fields.add(names.next());
      }
      for (String field : fields) {
        String one = path + "/" + field;
        if (!see(one, () -> object.remove(field))) {
          walk(object.get(field), one);
        }
      }
    }
  }

  private void walk(Node node, String path) {
    List<Node> children = new ArrayList<>();
    for (Node each = node.getFirstChild(); each != null; each = each.getNextSibling()) {
      if (each.getNodeType() == Node.ELEMENT_NODE) {
        children.add(each);
      }
    }
    for (Node child : children) {
      String one = path + "/" + child.getNodeName();
      if (!see(one, () -> node.removeChild(child))) {
        walk(child, one);
      }
    }
  }

  private static JsonNode tree(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Document parse(String body) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(Document document) {
    try {
      StringWriter text = new StringWriter();
      Transformer transformer = TransformerFactory.newInstance().newTransformer();
      transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
      transformer.transform(new DOMSource(document), new StreamResult(text));
      return text.toString();
    } catch (TransformerException e) {
      throw new IllegalStateException(e);
    }
  }
}
