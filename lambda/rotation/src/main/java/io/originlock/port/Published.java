package io.originlock.port;

import io.originlock.model.Header;
import io.originlock.model.Members;
import java.util.List;
import java.util.Optional;

/** The parameter from which Terraform reads what the distributions must present. */
public interface Published {

  /**
   * What is published.
   *
   * @param sequence the sequence number of the state that wrote it, 0 in the empty document
   * @param headers the presented headers
   * @param demand what else Terraform must know of the gate
   * @param members who belongs to the lock; empty where that is not said, as in Terraform's first
   *     document and an older worker's
   */
  record Document(long sequence, List<Header> headers, Demand demand, Optional<Members> members) {

    /** That of a gate of which Terraform need not know more than the headers. */
    public Document(long sequence, List<Header> headers) {
      this(sequence, headers, Demand.NONE);
    }

    /** One that names no members. */
    public Document(long sequence, List<Header> headers, Demand demand) {
      this(sequence, headers, demand, Optional.empty());
    }

    public Document {
      headers = List.copyOf(headers);
    }

    /** Whether it says the same, whatever state wrote it. */
    public boolean says(Document other) {
      return headers.equals(other.headers)
          && demand.equals(other.demand)
          && members.equals(other.members);
    }
  }

  /** What stands there now; empty if the parameter does not exist or holds something else. */
  Optional<Document> read();

  /**
   * Replaces the document, and makes the parameter again if it was deleted.
   *
   * @throws LockException if AWS fails, or the parameter is not encrypted
   */
  void write(Document document);
}
