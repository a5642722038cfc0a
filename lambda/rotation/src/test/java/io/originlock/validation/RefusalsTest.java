package io.originlock.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which gateway responses let a stranger read what is missing. */
class RefusalsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                                                                                    | true
          {'BAD_REQUEST_PARAMETERS':{'responseTemplates':{'application/json':'no'}}}                                            | false
          {'BAD_REQUEST_PARAMETERS':{'responseTemplates':{'application/json':'$context.error.message'}}}                        | true
          {'BAD_REQUEST_PARAMETERS':{'responseTemplates':{'text/plain':'no'}}}                                                  | true
          {'BAD_REQUEST_PARAMETERS':{'statusCode':403}}                                                                         | true
          {'DEFAULT_4XX':{'responseTemplates':{'application/json':'no'}}}                                                       | false
          {'DEFAULT_4XX':{'responseParameters':{'gatewayresponse.header.x':'\\'*\\''}}}                                         | true
          {'DEFAULT_4XX':{'responseTemplates':{'application/json':'no'}},'BAD_REQUEST_PARAMETERS':{'statusCode':400}}           | true
          {'DEFAULT_4XX':{'responseTemplates':{'application/json':'no'}},'BAD_REQUEST_PARAMETERS':{'statusCode':403}}           | true
          {'DEFAULT_5XX':{'responseTemplates':{'application/json':'no'}}}                                                       | true
          {'BAD_REQUEST_PARAMETERS':{'responseTemplates':{'application/json':'no'},'responseParameters':{'gatewayresponse.header.x':'context.error.messageString'}}} | true
          """,
      quoteCharacter = '"')
  void onlyAConstantTellsNothing(String responses, boolean tells) throws JsonProcessingException {
    String json = responses.replace("\\'", "~").replace('\'', '"').replace('~', '\'');
    Facts facts =
        DeployedFacts.of(
            new ObjectMapper()
                .readTree("{\"x-amazon-apigateway-gateway-responses\":" + json + "}"));

    assertThat(Refusals.tell(facts)).isEqualTo(tells);
  }
}
