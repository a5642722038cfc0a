package io.originlock.lab.functions;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import io.originlock.lab.LabException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The runtime interface client's native library, in a file of the lab's own. Left to itself the
 * client unpacks it to one and the same file under {@code /tmp} at every start, under the feet of
 * every other process that has it mapped: those die of SIGBUS.
 */
final class NativeClient {
  private static final String PROPERTY =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

  private NativeClient() {}

  /** What the client's JVM needs among its arguments; nothing where it has no library for us. */
  static synchronized List<String> flags(Path directory) {
    Path file = directory.resolve("libaws-lambda-jni.so").toAbsolutePath();
    if (!Files.exists(file) && !unpack(file)) {
      return List.of();
    }
    return List.of("-D" + PROPERTY + "=" + file);
  }

  private static boolean unpack(Path file) {
    try (InputStream library = AWSLambda.class.getResourceAsStream("/jni/" + name())) {
      if (library == null) {
        return false;
      }
      Files.createDirectories(file.getParent());
      Files.copy(library, file);
      return true;
    } catch (IOException e) {
      throw new LabException(file.toString(), "unpack the runtime's library", "See the cause.", e);
    }
  }

  private static String name() {
    String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    boolean arm = architecture.equals("aarch64");
    boolean musl = Files.exists(Path.of("/lib/ld-musl-" + (arm ? "aarch64" : "x86_64") + ".so.1"));
    return "libaws-lambda-jni.linux"
        + (musl ? "_musl" : "")
        + (arm ? "-aarch_64" : "-x86_64")
        + ".so";
  }
}
