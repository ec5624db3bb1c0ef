import { IsIn, IsOptional } from 'class-validator';
import { ListOf, ListQueryDto, MaxLength } from '#platform/http';
import { planNames } from '#platform/tenancy';
import { productIds } from '../products/products.js';
import { TenantDto } from './tenant.dto.js';
import { type TenantSort, type TenantState, tenantSorts, tenantStates } from './tenants.js';

/** Selects and sorts tenants. */
export class TenantsQueryDto extends ListQueryDto {
  /**
   * Part of a name or slug, up to 100 characters, as in `lumiere`; case and accents are ignored.
   */
  @IsOptional()
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

  /** Only tenants in this state: `active`, `suspended`, `deleting`, `purging` or `purged`. */
  @IsOptional()
  @IsIn(tenantStates)
  state?: TenantState;

  /** By name or by creation, `-` for descending; `name` by default. Case and accents are ignored. */
  @IsOptional()
  @IsIn(tenantSorts)
  sort?: TenantSort;
}

/** A cursor step or page of the tenants. */
export class TenantsDto extends ListOf(TenantDto) {}
