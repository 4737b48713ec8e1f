/** A document of a harvest: an export, a page of a catalogue, an answer of a service. */
export interface Document {
  /** A file name; its end tells the syntax when nothing else does. */
  name: string;
  content: string | Uint8Array;
  /** The `Content-Type` header, when the document came from a server: it decides the encoding, as on data.gouv.fr. */
  contentType?: string;
  /** The address that the document came from. */
  url?: string;
}

/** What one would type in data.gouv.fr's form. */
export interface Settings {
  /** Recognised from the documents when absent. */
  kind?: "dcat" | "ckan" | "dkan" | "csw-dcat" | "csw-iso-19139" | "ods";
  /** The portal's address. */
  site?: string;
  /** « Préfixe d'URL distante » (CSW). */
  prefix?: string;
  /** The day of the harvest, `AAAA-MM-JJ`: quality and future dates depend on it. */
  date?: string;
  inspire?: boolean;
  geodcatap?: boolean;
}

/** The interchange; its shape is described by `docs/interchange.schema.json` in the repository. */
export interface Interchange {
  status: "done" | "done-errors" | "failed";
  errors: string[];
  items: Array<{
    /** The identifier at the portal; `null` when missing. */
    remote_id: string | null;
    status: "done" | "skipped" | "failed";
    errors: string[];
    item?: Record<string, unknown> & { type: "dataset" | "dataservice" };
    findings?: Array<{ rule: string; severity: string; message: string }>;
  }>;
  findings: Array<{ rule: string; severity: string; message: string }>;
}

/** Checks one harvest; makes no request. `null` when nothing could be read. */
export function check(documents: Document[], settings?: Settings): Promise<Interchange | null>;
