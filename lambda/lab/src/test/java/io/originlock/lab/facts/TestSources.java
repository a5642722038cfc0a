package io.originlock.lab.facts;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Finds tests in the sources: of Java, of Node.js ({@code *.test.mjs}) and of Terraform. */
final class TestSources {
  private static final Set<String> TESTS = Set.of("Test", "ParameterizedTest", "RepeatedTest");
  private static final Set<String> BUILT = Set.of("target", ".terraform", "node_modules", ".git");

  private final List<Path> files;

  private TestSources(List<Path> files) {
    this.files = files;
  }

  /** All test files below some folders. */
  static TestSources below(Path... folders) {
    return new TestSources(Stream.of(folders).flatMap(TestSources::list).toList());
  }

  private static Stream<Path> list(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(TestSources::isTest).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isTest(Path file) {
    String path = file.toString();
    for (Path part : file) {
      if (BUILT.contains(part.toString())) {
        return false;
      }
    }
    return path.endsWith(".test.mjs")
        || path.endsWith(".tftest.hcl")
        || path.endsWith(".java") && path.contains("/src/test/java/");
  }

  /**
   * Says why there is no such test.
   *
   * @param reference {@code Class#method}, {@code file.test.mjs#name} or {@code
   *     module/tests/file.tftest.hcl#run}; the file may have as many folders as make it unambiguous
   */
  Optional<String> missing(String reference) {
    int hash = reference.indexOf('#');
    String file = reference.substring(0, hash);
    String test = reference.substring(hash + 1);
    Path end = Path.of(file.matches("(\\w+/)*\\w+") ? file + ".java" : file);
    List<Path> found = files.stream().filter(path -> path.endsWith(end)).toList();
    if (found.size() != 1) {
      return Optional.of(file + " is the name of " + found.size() + " test files");
    }
    return testsOf(found.get(0), test) ? Optional.empty() : Optional.of("no test " + reference);
  }

  private static boolean testsOf(Path file, String test) {
    String name = file.toString();
    if (name.endsWith(".java")) {
      return methods(file).contains(test);
    }
    String text = read(file);
    return name.endsWith(".hcl")
        ? text.lines().anyMatch(("run \"" + test + "\" {")::equals)
        : Stream.of("'", "\"", "`").anyMatch(q -> text.contains("test(" + q + test + q + ","));
  }

  /** The methods that JUnit runs, of all classes and interfaces in a file. */
  private static Set<String> methods(Path file) {
    Set<String> names = new HashSet<>();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      var task =
          (JavacTask)
              compiler.getTask(
                  null, manager, ignored -> {}, null, null, manager.getJavaFileObjects(file));
      for (CompilationUnitTree unit : task.parse()) {
        new TreeScanner<Void, Void>() {
          @Override
          public Void visitMethod(MethodTree method, Void none) {
            if (runs(method)) {
              names.add(method.getName().toString());
            }
            return super.visitMethod(method, none);
          }
        }.scan(unit, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return names;
  }

  private static boolean runs(MethodTree method) {
    List<String> annotations =
        method.getModifiers().getAnnotations().stream()
            .map(AnnotationTree::getAnnotationType)
            .map(Object::toString)
            .toList();
    return annotations.stream().anyMatch(TESTS::contains) && !annotations.contains("Disabled");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
