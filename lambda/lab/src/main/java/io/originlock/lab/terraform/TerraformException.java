package io.originlock.lab.terraform;

/** Terraform failed. */
public final class TerraformException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String output;

  TerraformException(String command, String how, String lastLines, String output) {
    super("terraform " + command + " " + how + ". Its last lines:\n" + lastLines);
    this.output = output;
  }

  /** Everything that it printed. */
  public String output() {
    return output;
  }
}
