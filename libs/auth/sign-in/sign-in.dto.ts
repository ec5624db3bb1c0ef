import { IsIn, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import type { Role } from '#platform/access';

/** Where the refresh token travels: in bodies, or in a cookie that scripts cannot read. */
export const transports = ['body', 'cookie'] as const;
export type Transport = (typeof transports)[number];

/** An address and a password. */
export class LoginDto {
  /** @example 'camille@atelier-lumiere.example' */
  @IsString()
  @IsNotEmpty()
  @MaxLength(254)
  email!: string;

  /** @example 'une phrase que je retiens' */
  @IsString()
  @IsNotEmpty()
  @MaxLength(512)
  password!: string;

  /**
   * What an earlier sign-in on this device answered as `deviceToken`: with it, tries that others
   * make from elsewhere slow nobody down here.
   */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  deviceToken?: string;

  /**
   * `body` (by default) for applications that keep secrets; `cookie` for browsers: the tokens of
   * session and device are then HttpOnly cookies instead of fields.
   * @example 'body'
   */
  @IsOptional()
  @IsIn(transports)
  transport?: Transport;
}

/** A refresh token; where it is left out, the cookie counts. */
export class RefreshDto {
  /** As the last answer gave it. */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  refreshToken?: string;
}

/** Who is signed in. */
export class SignedInUserDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f' */
  id!: string;

  /**
   * Where this was a sign-in; a refresh does not tell it.
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
   * Seconds that the access token lives.
   * @example 600
   */
  expiresIn!: number;

  /**
   * For the next `POST refresh`; it works once. Left out where it is a cookie.
   */
  refreshToken?: string;

  /** Keep it on this device for later sign-ins. Left out where it is a cookie, and where the device was known. */
  deviceToken?: string;

  user!: SignedInUserDto;
}
