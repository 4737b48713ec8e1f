/** What the page, the worker and the module say to each other. */

/** A screen, as `view::Page` serialises it. */
export interface Page {
  title: string;
  html: string;
  route: string;
  screen: string;
  announce: string;
}

/** How far a reading is, as `web::ongoing` serialises it. */
export interface News {
  text: string;
  percent: number | null;
  /** Whether stopping would keep something. */
  keeps: boolean;
  /** Whether the screen has more to show than a new sentence. */
  screen: boolean;
}

/** From the page to the worker. */
export type Order =
  | { type: "show"; id: number; hash: string }
  | { type: "open"; id: number; hash: string; files: { name: string; blob: Blob }[] }
  | { type: "keep" | "forget"; id: number; hash: string }
  | { type: "compare"; id: number; hash: string; file: { name: string; blob: Blob } }
  | { type: "published"; id: number; hash: string; organization: string }
  | { type: "stop" }
  | { type: "export"; kind: string };

/** From the worker to the page. */
export type Answer =
  | { type: "page"; id: number; page: Page }
  | { type: "progress"; id: number; text: string; percent: number | null; keeps: boolean }
  | { type: "stopped" }
  | { type: "export"; name: string; mediaType: string; bytes: Uint8Array<ArrayBuffer> }
  | { type: "broken"; detail: string };
