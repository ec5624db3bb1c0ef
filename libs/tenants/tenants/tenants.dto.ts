import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { ListQueryDto, PageDto } from '#platform/http';
import { planNames } from '../products/product.js';
import { productIds } from '../products/products.js';
import { type TenantSort, tenantSorts } from './tenants.js';

/** Which tenants, in which order. */
export class TenantsQueryDto extends ListQueryDto {
  /**
   * Part of a name or slug, up to 100 characters, as in `lumiere`; case and accents do not count.
   */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  search?: string;

  /** Only tenants of this product. */
  @IsOptional()
  @IsIn(productIds)
  product?: string;

  /** Only tenants on this plan. */
  @IsOptional()
  @IsIn(planNames)
  plan?: string;

  /** Only tenants in this state: `active` or `suspended`. */
  @IsOptional()
  @IsIn(['active', 'suspended'])
  state?: 'active' | 'suspended';

  /** By name or by creation, `-` for descending; `name` by default. Case and accents do not count. */
  @IsOptional()
  @IsIn(tenantSorts)
  sort?: TenantSort;
}

/** A tenant as operators see it. */
export class TenantDto {
  /** @example '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f' */
  id!: string;

  /** @example 'atelier-lumiere' */
  slug!: string;

  /** @example 'Atelier Lumière' */
  name!: string;

  /** @example 'wistant' */
  product!: string;

  /** @example 'starter' */
  plan!: string;

  /**
   * All routes of a suspended tenant answer 403 `tenant_suspended`.
   * @example 'active'
   */
  state!: 'active' | 'suspended';

  /** @example ['https://atelier-lumiere.example'] */
  origins!: string[];

  /** Null while the tenant is active. */
  suspendedAt!: Date | null;

  /** Null where none was given, and while the tenant is active. */
  suspensionReason!: string | null;

  /**
   * Grows by one with each change, from 1; the ETag names it.
   * @example 3
   */
  version!: number;

  createdAt!: Date;

  updatedAt!: Date;
}

/** A step or page of the tenants. */
export class TenantsDto {
  data!: TenantDto[];
  page!: PageDto;
}
