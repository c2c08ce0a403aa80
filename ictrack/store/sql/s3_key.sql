-- Keep in memory how the files of a lake on S3 are reached, by a key.
-- params: $key_id, $secret, $session_token, $region, $endpoint, $url_style, $scope text, $use_ssl boolean
create or replace temporary secret lake_files ( -- noqa: PRS
    type s3,
    provider config,
    key_id $key_id,
    secret $secret,
    session_token $session_token,
    region $region,
    endpoint $endpoint,
    url_style $url_style,
    use_ssl $use_ssl,
    scope $scope
)
