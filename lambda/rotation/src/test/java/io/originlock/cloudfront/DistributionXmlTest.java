package io.originlock.cloudfront;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.originlock.model.Header;
import io.originlock.model.LockException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;

class DistributionXmlTest {
  private static final String API =
      """
      <Origin><Id>api</Id><DomainName>a.execute-api.eu-central-1.amazonaws.com</DomainName>\
      <OriginPath>/prod</OriginPath><CustomHeaders><Quantity>0</Quantity></CustomHeaders>\
      <CustomOriginConfig><HTTPPort>80</HTTPPort></CustomOriginConfig></Origin>\
      """;

  private static final Header G1 = new Header("x-api-key", "value-of-g1-0123456789");
  private static final Header G2 = new Header("x-api-key", "value-of-g2-0123456789");

  @Test
  void aHeaderIsAddedToAnEmptyList() {
    DistributionXml xml = xml(origins(API), "api");
    assertThat(xml.headers()).containsEntry("api", List.of());

    assertThat(xml.present(List.of(G1))).isTrue();

    assertThat(xml.headers()).containsEntry("api", List.of(G1));
    assertThat(sent(xml))
        .contains(
            "<CustomHeaders><Quantity>1</Quantity><Items><OriginCustomHeader><HeaderName>x-api-key"
                + "</HeaderName><HeaderValue>"
                + G1.value()
                + "</HeaderValue></OriginCustomHeader></Items></CustomHeaders>");
  }

  @ParameterizedTest
  @CsvSource({
    "api, origin-request, true",
    "api, origin-response, false",
    "api, viewer-request, false",
    "other, origin-request, false",
    "its-group, origin-request, true",
    "anothers-group, origin-request, false",
    "unexplained, origin-request, true",
  })
  void aFunctionCountsThatIsRunOnWhatGoesToACoveredOrigin(
      String target, String event, boolean runs) {
    String origins =
        origins(API, API.replace("<Id>api<", "<Id>other<"))
            + "<OriginGroups><Items>"
            + group("its-group", "other", "api")
            + group("anothers-group", "other", "other")
            + "</Items></OriginGroups>";
    String behaviour =
        "<TargetOriginId>"
            + target
            + "</TargetOriginId><LambdaFunctionAssociations><Quantity>1</Quantity><Items>"
            + "<LambdaFunctionAssociation><EventType>"
            + event
            + "</EventType></LambdaFunctionAssociation></Items></LambdaFunctionAssociations>";
    String plain =
        "<DefaultCacheBehavior><TargetOriginId>api</TargetOriginId></DefaultCacheBehavior>";

    assertThat(
            xml(origins + "<DefaultCacheBehavior>" + behaviour + "</DefaultCacheBehavior>", "api"))
        .returns(runs, DistributionXml::runsFunction);
    assertThat(
            xml(
                origins
                    + plain
                    + "<CacheBehaviors><Items><CacheBehavior>"
                    + behaviour
                    + "</CacheBehavior></Items></CacheBehaviors>",
                "api"))
        .returns(runs, DistributionXml::runsFunction);
    assertThat(xml(origins + plain, "api").runsFunction()).isFalse();
  }

  private static String group(String id, String... members) {
    return "<OriginGroup><Id>"
        + id
        + "</Id><Members><Items>"
        + Stream.of(members)
            .map(
                member ->
                    "<OriginGroupMember><OriginId>" + member + "</OriginId></OriginGroupMember>")
            .collect(Collectors.joining())
        + "</Items></Members></OriginGroup>";
  }

  @Test
  void theLastHeaderLeavesAnEmptyListWithoutItems() {
    DistributionXml xml = xml(origins(withHeaders("x-api-key", "old")), "api");

    assertThat(xml.present(List.of())).isTrue();

    assertThat(sent(xml)).contains("<CustomHeaders><Quantity>0</Quantity></CustomHeaders>");
  }

  @Test
  void aListIsMadeInItsPlaceWhereThereIsNone() {
    String bare = API.replace("<CustomHeaders><Quantity>0</Quantity></CustomHeaders>", "");
    DistributionXml xml = xml(origins(bare), "api");

    xml.present(List.of(G1));

    assertThat(sent(xml))
        .contains("</OriginPath><CustomHeaders><Quantity>1</Quantity><Items><OriginCustomHeader>");
  }

  @Test
  void aHeaderKeepsItsPlaceAmongTheOthersWhateverItsCase() {
    DistributionXml xml =
        xml(origins(withHeaders("X-First", " a ", "X-API-Key", "old", "x-last", "b")), "api");

    assertThat(xml.present(List.of(G2))).isTrue();

    assertThat(sent(xml))
        .contains("<Quantity>3</Quantity>")
        .containsSubsequence(
            "X-First</HeaderName><HeaderValue> a </HeaderValue>",
            "<HeaderName>x-api-key</HeaderName><HeaderValue>" + G2.value(),
            "x-last</HeaderName><HeaderValue>b</HeaderValue>");
  }

  @Test
  void aSecondCopyOfTheHeaderIsTakenAway() {
    DistributionXml xml =
        xml(origins(withHeaders("x-api-key", "old", "x-mine", "m", "X-Api-Key", "older")), "api");
    assertThat(xml.headers().get("api")).hasSize(2);

    xml.present(List.of(G2));

    assertThat(xml.headers()).containsEntry("api", List.of(G2));
    assertThat(sent(xml)).contains("<Quantity>2</Quantity>");
  }

  @Test
  void whatIsSoAlreadyIsNoChange() {
    DistributionXml xml = xml(origins(withHeaders("x-mine", "m", "x-api-key", G1.value())), "api");

    assertThat(xml.present(List.of(G1))).isFalse();
  }

  @Test
  void onlyTheNamedOriginsAreTouched() {
    String other = API.replace("<Id>api</Id>", "<Id>other</Id>");
    String third = withHeaders("x-api-key", "somebody's").replace("<Id>api</Id>", "<Id>third</Id>");
    DistributionXml xml = xml(origins(API, other, third), "api", "other");

    xml.present(List.of(G1));

    assertThat(xml.headers()).containsOnlyKeys("api", "other");
    assertThat(xml.headers()).containsEntry("other", List.of(G1));
    assertThat(sent(xml)).contains("<HeaderValue>somebody's</HeaderValue>");
  }

  @Test
  void whateverElseIsInTheConfigurationStaysAsItIs() {
    String strange =
        """
        <CallerReference>&lt;&amp;&gt; &#228; \uD83D\uDD12 &quot;</CallerReference><!-- a comment --><Comment>  two
         lines&#13;&#10;	tab </Comment>
        <ext:Unknown ext:kind="a&#10;b &lt; &quot;" plain=""><ext:Deep xmlns:more="urn:more" more:x="1"/>
        <Other xmlns="urn:other"><Inner/></Other></ext:Unknown><Empty></Empty><Blank> </Blank>\
        <![CDATA[<raw> & ]]><?instruction data?><Aliases><Quantity>0</Quantity></Aliases>\
        """;
    byte[] answer = Trees.answer("Deployed", strange + origins(API) + "<Tail>]]&gt;</Tail>");
    Element before = Trees.config(answer);
    DistributionXml xml = new DistributionXml(member("api"), answer, "x-api-key"::equalsIgnoreCase);

    xml.present(List.of(G1));

    Element after = Trees.parse(xml.config()).getDocumentElement();
    assertThat(Trees.rest(after, Set.of("api"), "x-api-key"))
        .isEqualTo(Trees.rest(before, Set.of("api"), "x-api-key"));
    assertThat(after.getNamespaceURI()).isEqualTo(Trees.NS);
    assertThat(after.getLocalName()).isEqualTo("DistributionConfig");
  }

  @Test
  void prefixedNamesAreUnderstoodAndKept() {
    String prefixed =
        new String(Trees.answer("InProgress", origins(API)), StandardCharsets.UTF_8)
            .replace("xmlns=", "xmlns:cf=")
            .replaceAll("<(/?)([A-Z])", "<$1cf:$2");
    DistributionXml xml =
        new DistributionXml(
            member("api"), prefixed.getBytes(StandardCharsets.UTF_8), "x-api-key"::equals);

    assertThat(xml.present(List.of(G1))).isTrue();

    assertThat(xml.deployed()).isFalse();
    assertThat(sent(xml)).contains("<cf:HeaderName>x-api-key</cf:HeaderName>");
  }

  @Test
  void deployedIsWhatTheStatusOfTheSameAnswerSays() {
    assertThat(xml(origins(API), "api").deployed()).isTrue();
  }

  @Test
  void aMissingOriginIsNamedWithThoseThatExist() {
    assertThatThrownBy(() -> xml(origins(API), "api", "backend"))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("CloudFront distribution E1")
        .hasMessageContaining("no origin \"backend\"")
        .hasMessageContaining("[api]");
  }

  @Test
  void headersThatCloudFrontHasNoRoomForAreRefused() {
    String[] many = new String[14];
    for (int i = 0; i < many.length; i += 2) {
      many[i] = "x-" + i;
      many[i + 1] = "v".repeat(1450);
    }
    DistributionXml xml = xml(origins(withHeaders(many)), "api");

    assertThatThrownBy(() -> xml.present(List.of(new Header("x-api-key", "k".repeat(100)))))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("origin \"api\"")
        .hasMessageContaining("10240");
  }

  @Test
  void aDoctypeIsRefused() {
    byte[] evil =
        ("<!DOCTYPE d [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"
                + "<Distribution><DistributionConfig>&e;</DistributionConfig></Distribution>")
            .getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> new DistributionXml(member("api"), evil, name -> true))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("not XML");
  }

  @Test
  void anAnswerOfSomethingElseIsRefused() {
    byte[] page = "<html/>".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> new DistributionXml(member("api"), page, name -> true))
        .hasMessageContaining("no DistributionConfig");
  }

  private static DistributionXml xml(String config, String... origins) {
    return new DistributionXml(
        member(origins), Trees.answer("Deployed", config), "x-api-key"::equalsIgnoreCase);
  }

  private static Member member(String... origins) {
    return new Member("E1", List.of(origins));
  }

  private static String origins(String... origins) {
    return "<Origins><Quantity>"
        + origins.length
        + "</Quantity><Items>"
        + String.join("", origins)
        + "</Items></Origins>";
  }

  private static String withHeaders(String... namesAndValues) {
    StringBuilder items = new StringBuilder("<Items>");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      items
          .append("<OriginCustomHeader><HeaderName>")
          .append(namesAndValues[i])
          .append("</HeaderName><HeaderValue>")
          .append(namesAndValues[i + 1])
          .append("</HeaderValue></OriginCustomHeader>");
    }
    return API.replace(
        "<Quantity>0</Quantity>",
        "<Quantity>" + namesAndValues.length / 2 + "</Quantity>" + items + "</Items>");
  }

  private static String sent(DistributionXml xml) {
    return new String(xml.config(), StandardCharsets.UTF_8);
  }
}
