import { IsOptional } from 'class-validator';
import { Length } from '#platform/http';

/** Which version to download. */
export class DownloadDto {
  /**
   * The version; by default the one that the store shows.
   * @example '1.2.0'
   */
  @IsOptional()
  @Length(1, 100)
  version?: string;
}

/** Who vouches for a bundle: the content of the file `<app>-<version>.zip.sig`, as `palier bundle verify` reads it. */
export class BundleSignatureDto {
  /** @example 'Ed25519' */
  algorithm!: 'Ed25519';

  /**
   * The `kid` of a key in `/.well-known/signature-keys.json`.
   * @example 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k'
   */
  keyId!: string;

  /**
   * Of the manifest that is signed.
   * @example '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'
   */
  manifestSha256!: string;

  /**
   * Over the line `palier bundle manifest v2`, a line feed, and the manifest, which names the store: 64 bytes as base64url.
   * @example 'Ke7Q9dDgCUWuMYCBn1ndkPk3LtDAyg3CNOfQCtNYwOSHCdpLUyNPDqzvCqTm4m7hwyL0gAUX1ZqOoWOnXNjrAw'
   */
  signature!: string;
}

/** A link to the ZIP of a version. */
export class DownloadLinkDto {
  /**
   * Where the file is, for whoever has this link; it answers ranges. The bytes at the link never change.
   * @example 'https://api.example.org/v1/stores/wistant/downloads/AZrE'
   */
  url!: string;

  /** Until when the link works, an hour from now. A download that has begun goes on. */
  expiresAt!: Date;

  /** @example '1.2.0' */
  version!: string;

  /**
   * Of the ZIP.
   * @example 48231
   */
  bytes!: number;

  /**
   * The SHA-256 of the ZIP, in hexadecimal.
   * @example 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9'
   */
  digest!: string;

  /**
   * The SHA-256 of its manifest, which lists its files: the identity of what it holds.
   * @example '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'
   */
  manifestDigest!: string;

  signature!: BundleSignatureDto;

  /** @example 'notes-1.2.0.zip' */
  fileName!: string;
}
