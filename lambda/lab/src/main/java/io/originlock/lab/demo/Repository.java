package io.originlock.lab.demo;

import io.originlock.lab.LabException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the sources are.
 *
 * @param root the folder with {@code terraform} and {@code lambda} in it
 */
public record Repository(Path root) {

  /** The repository that the working directory is in. */
  public static Repository find() {
    Path start = Path.of("").toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve("terraform/modules/lock"))) {
        return new Repository(folder);
      }
    }
    throw new LabException(
        start.toString(), "find terraform/modules/lock above it", "Start in the repository.");
  }

  /** The Terraform sources. */
  public Path terraform() {
    return root.resolve("terraform");
  }

  /** The worker's package; {@code make package} builds it. */
  public Path worker() {
    return built("lambda/rotation/target/origin-lock-worker.jar");
  }

  /** The authorizer's package. */
  public Path authorizer() {
    return built("lambda/authorizer/target/origin-lock-authorizer.jar");
  }

  /** The edge function's package. */
  public Path edgeSigner() {
    return built("lambda/edge-signer/target/origin-lock-edge-signer.zip");
  }

  private Path built(String path) {
    Path file = root.resolve(path);
    if (!Files.isRegularFile(file)) {
      throw new LabException(file.toString(), "find it", "Build it with make package.");
    }
    return file;
  }

  /** Where everything goes that is made here. */
  public Path build(String name) {
    return root.resolve("build").resolve(name);
  }
}
