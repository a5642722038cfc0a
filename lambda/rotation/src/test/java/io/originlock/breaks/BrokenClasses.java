package io.originlock.breaks;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles a broken source into a folder of its own, against all the other classes as they are. */
final class BrokenClasses {
  private BrokenClasses() {}

  /**
   * @param folder where the classes go
   * @throws AssertionError if a break is no Java, with the compiler's own words
   */
  static void compile(Break broken, Path folder) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new AssertionError("These tests need a JDK: this Java runtime has no compiler.");
    }
    String text = broken.broken();
    StringWriter words = new StringWriter();
    boolean compiled =
        compiler
            .getTask(
                words,
                null,
                null,
                List.of(
                    "-d",
                    folder.toString(),
                    "-proc:none",
                    "--release",
                    "17",
                    "-classpath",
                    System.getProperty("java.class.path")),
                null,
                List.of(inMemory(broken, text)))
            .call();
    if (!compiled) {
      throw new AssertionError("The break \"" + broken + "\" does not compile:\n" + words);
    }
  }

  private static JavaFileObject inMemory(Break broken, String text) {
    URI uri = URI.create("memory:///" + broken.className().replace('.', '/') + ".java");
    return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }
}
