package io.originlock.lab.demo;

import io.originlock.lab.LabException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** A text file that lines are appended to. */
record LogFile(Path file) implements Consumer<String> {

  @Override
  public void accept(String line) {
    try {
      Files.writeString(
          file,
          line + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException failed) {
      throw new LabException(file.toString(), "append to it", "Is the disk full?", failed);
    }
  }
}
