package io.originlock.lab.functions;

import io.originlock.lab.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** What a function's processes print, in a file of the lab's directory. */
final class FunctionLog {
  private final Path file;

  FunctionLog(Path directory, String function) {
    this.file = directory.resolve(function + ".log");
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new LabException(directory.toString(), "create it", "Is it writable?", e);
    }
  }

  Path file() {
    return file;
  }

  synchronized void append(List<String> lines) {
    try {
      Files.write(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new LabException(file.toString(), "append to it", "Is the disk full?", e);
    }
  }
}
