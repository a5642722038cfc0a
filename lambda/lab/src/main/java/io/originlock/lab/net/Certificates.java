package io.originlock.lab.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The lab's own certificate for AWS's host names, made anew at each start. It is its own root: who
 * trusts it trusts nothing else of ours.
 *
 * @param trustStore PKCS12, password {@link #PASSWORD}, for {@code javax.net.ssl.trustStore}
 * @param pem for {@code curl --cacert}
 */
public record Certificates(Path trustStore, Path pem, SSLContext context) {

  /** Protects nothing but the lab's throw-away certificate. */
  public static final String PASSWORD = "origin-lock-lab";

  private static final String ALIAS = "lab";

  /** Makes the certificate and its files in this directory. */
  public static Certificates make(Path directory, List<String> hostNames) {
    try {
      Files.createDirectories(directory);
      Path keyStore = directory.resolve("lab-key.p12");
      Files.deleteIfExists(keyStore);
      generate(keyStore, hostNames);
      KeyStore keys = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(keyStore)) {
        keys.load(in, PASSWORD.toCharArray());
      }
      Certificate certificate = keys.getCertificate(ALIAS);
      return new Certificates(
          writeTrustStore(directory.resolve("lab-trust.p12"), certificate),
          writePem(directory.resolve("lab-ca.pem"), certificate),
          context(keys));
    } catch (IOException | GeneralSecurityException failed) {
      throw new LabNetException("cannot make the lab's certificate in " + directory, failed);
    }
  }

  private static void generate(Path keyStore, List<String> hostNames) throws IOException {
    // The JDK has no public API that signs a certificate; keytool comes with every JDK.
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    String names = hostNames.stream().map(n -> "dns:" + n).collect(Collectors.joining(","));
    Process process =
        new ProcessBuilder(
                keytool.toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-sigalg",
                "SHA256withECDSA",
                "-validity",
                "30",
                "-dname",
                "CN=origin-lock lab",
                "-ext",
                "san=" + names,
                "-ext",
                "bc:c=ca:true",
                "-storetype",
                "PKCS12",
                "-keystore",
                keyStore.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException("keytool: " + said.strip());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while keytool ran", stopped);
    }
  }

  private static Path writeTrustStore(Path file, Certificate certificate)
      throws IOException, GeneralSecurityException {
    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(null, null);
    trust.setCertificateEntry(ALIAS, certificate);
    try (OutputStream out = Files.newOutputStream(file)) {
      trust.store(out, PASSWORD.toCharArray());
    }
    return file;
  }

  private static Path writePem(Path file, Certificate certificate)
      throws IOException, GeneralSecurityException {
    Base64.Encoder base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    String body = base64.encodeToString(certificate.getEncoded());
    return Files.writeString(
        file, "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n");
  }

  private static SSLContext context(KeyStore keys) throws GeneralSecurityException {
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
