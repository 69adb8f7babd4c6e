export interface SiteGrant {
  readonly origin: string;
  readonly builtIn: boolean;
}
