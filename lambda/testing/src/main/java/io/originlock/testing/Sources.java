package io.originlock.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Names that stand in sources. */
public final class Sources {
  private static final Path MODULE = Path.of("src", "main", "java");

  private Sources() {}

  /**
   * The names that the module that is tested has in its Java sources.
   *
   * @param form a regular expression whose first group is the name
   */
  public static Set<String> names(String form) {
    return names(MODULE, ".java", form, (file, name) -> name.group(1));
  }

  /**
   * What is made of each match in the files of a type, at any depth of a folder.
   *
   * @param type how the files' names end
   */
  public static Set<String> names(
      Path folder, String type, String form, BiFunction<Path, MatchResult, String> name) {
    Pattern pattern = Pattern.compile(form);
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(type)).toList()) {
        pattern
            .matcher(Files.readString(file))
            .results()
            .forEach(each -> names.add(name.apply(file, each)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return names;
  }
}
