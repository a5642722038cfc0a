package io.originlock.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretSearchTest {

  @Test
  void everyFileIsSearchedButTerraformsState(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("a/b"));
    Files.write(folder.resolve("a/b/worker.log"), "\0binary s3cret".getBytes("ISO-8859-1"));
    Files.writeString(folder.resolve("report.html"), "nothing here");
    Files.writeString(folder.resolve("a/terraform.tfstate"), "s3cret");

    assertThat(SecretSearch.in(folder, Set.of("s3cret", "other")))
        .containsExactly("a/b/worker.log");
    assertThat(SecretSearch.in(folder, Set.of())).isEmpty();
  }

  @Test
  void aSecretThatIsAHeadersNameIsFoundInAnyCase(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("plan.txt"), "X-Origin-Lock-0123ABCD");

    assertThat(SecretSearch.in(folder, Set.of("0123abcd"))).containsExactly("plan.txt");
  }
}
