-- Keep in memory how the files of a lake on S3 are reached, by what this computer may do: a role, a profile.
-- params: $region, $endpoint, $url_style, $scope text, $use_ssl boolean
create or replace temporary secret lake_files ( -- noqa: PRS
    type s3,
    provider credential_chain,
    chain 'config;sso;web_identity;process;instance',
    refresh auto,
    region $region,
    endpoint $endpoint,
    url_style $url_style,
    use_ssl $use_ssl,
    scope $scope
)
