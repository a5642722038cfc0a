package io.originlock.lab.functions;

import io.originlock.lab.LabException;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Stream;

/** The packages that were uploaded, byte for byte, by their digest. */
final class CodeStore {
  private final Path directory;

  CodeStore(Path directory) {
    this.directory = directory;
  }

  /** Keeps a package. */
  void put(byte[] zip) {
    try {
      Files.createDirectories(directory);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(zip);
      Path part = directory.resolve(UUID.randomUUID() + ".part");
      Files.write(part, zip);
      Files.move(part, file(digest), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new LabException(directory.toString(), "keep a package", "See the cause.", e);
    }
  }

  /** The file of a package, by its base64 digest. */
  Path get(String codeSha256) {
    Path file = file(Base64.getDecoder().decode(codeSha256));
    if (!Files.exists(file)) {
      throw new LabException(
          "the package " + codeSha256, "find it", "Was it uploaded through the control plane?");
    }
    return file;
  }

  /** The folder that a package is unpacked in, by its base64 digest. */
  synchronized Path unpacked(String codeSha256) {
    Path zip = get(codeSha256);
    Path folder = zip.resolveSibling(zip.getFileName() + ".d");
    if (!Files.exists(folder)) {
      try (FileSystem files = FileSystems.newFileSystem(zip);
          Stream<Path> all = Files.walk(files.getPath("/"))) {
        for (Path each : all.filter(Files::isRegularFile).toList()) {
          Path to = folder.resolve(each.toString().substring(1)).normalize();
          Files.createDirectories(to.getParent());
          Files.copy(each, to);
        }
      } catch (IOException e) {
        throw new LabException(zip.toString(), "unpack it", "Is it a zip file?", e);
      }
    }
    return folder;
  }

  private Path file(byte[] digest) {
    return directory.resolve(HexFormat.of().formatHex(digest) + ".jar");
  }
}
