import { IsIn, IsNotEmpty, IsOptional } from 'class-validator';
import type { Role } from '#platform/access';
import { MaxLength } from '#platform/http';
import { EmailAddress } from '../users/email-address.js';

/** How the refresh token is sent: in bodies, or in a cookie that scripts cannot read. */
export const transports = ['body', 'cookie'] as const;
export type Transport = (typeof transports)[number];

/** An address and a password. */
export class LoginDto {
  /** @example 'camille@atelier-lumiere.example' */
  @EmailAddress()
  email!: string;

  /** @example 'une phrase que je retiens' */
  @IsNotEmpty()
  @MaxLength(512)
  password!: string;

  /**
   * The `deviceToken` from an earlier sign-in on this device: with it, failed tries of others do not slow down
   * this sign-in.
   */
  @IsOptional()
  @MaxLength(100)
  deviceToken?: string;

  /**
   * `body` (by default) for applications that can store secrets; `cookie` for browsers: refresh token and device
   * token are then HttpOnly cookies instead of fields.
   * @example 'body'
   */
  @IsOptional()
  @IsIn(transports)
  transport?: Transport;
}

/** A refresh token; without it the cookie is used. */
export class RefreshDto {
  /** The refresh token of the last answer. */
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(200)
  refreshToken?: string;
}

/** The user who is signed in. */
export class SignedInUserDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f' */
  id!: string;

  /**
   * Only in the answer to a sign-in, not to a refresh.
   * @example 'camille@atelier-lumiere.example'
   */
  email?: string;

  /** @example 'Camille Martin' */
  name!: string;

  /** @example 'member' */
  role!: Role;
}

/** The tokens of a session. */
export class TokensDto {
  /**
   * A JWT (RFC 9068) for `Authorization: Bearer`.
   * @example 'eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6IjEifQ.e30.c2ln'
   */
  accessToken!: string;

  /** @example 'Bearer' */
  tokenType!: 'Bearer';

  /**
   * The lifetime of the access token, in seconds.
   * @example 600
   */
  expiresIn!: number;

  /**
   * For the next `POST refresh`; it works once. Not present where it is sent as a cookie.
   */
  refreshToken?: string;

  /** To be stored on this device for later sign-ins. Not present where it is sent as a cookie, or for a known device. */
  deviceToken?: string;

  user!: SignedInUserDto;
}
