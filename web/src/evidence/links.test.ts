import { describe, expect, it } from "vitest";
import { webAddress } from "./links";

describe("webAddress", () => {
  it("takes addresses of the web", () => {
    expect(webAddress("https://example.org/a?b=1#c")).toBe("https://example.org/a?b=1#c");
    expect(webAddress("HTTP://EXAMPLE.org")).toBe("http://example.org/");
  });

  it("takes nothing that runs, reads files or is relative", () => {
    for (const address of [
      "javascript:alert(1)",
      " javascript:alert(1)",
      "java\nscript:alert(1)",
      "data:text/html,<script>1</script>",
      "file:///etc/passwd",
      "vbscript:x",
      "blob:https://example.org/1",
      "//example.org",
      "/api/undo",
      "warc:archive.warc.gz#urn:uuid:1",
      "",
    ])
      expect(webAddress(address)).toBeNull();
  });
});
