using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Trainyard.Hosting.Settings;

/// <summary>Settings as options that are held against their rules before the process starts.</summary>
internal static class SettingsRegistration
{
    internal static void AddSettings<T>(this IServiceCollection services, string name, params string[] sections)
        where T : class
    {
        services.AddOptions<T>(name)
            .Configure<IConfiguration>((settings, configuration) =>
            {
                if (new SettingsReader(configuration, sections).Bind(settings) is { Count: > 0 } problems)
                    throw new OptionsValidationException(name, typeof(T), problems);
            })
            .ValidateOnStart();
        foreach (var section in sections)
            services.AddSingleton(SettingsSection.Of<T>(section));
        services.AddSingleton<IValidateOptions<T>>(provider =>
            new SettingsRules<T>(name, new SettingsReader(provider.GetRequiredService<IConfiguration>(), sections)));
    }

    /// <summary>Holds all settings against their rules now, rather than while the process starts.</summary>
    internal static void CheckSettings(this IServiceProvider provider)
    {
        var unknown = SettingsSection.Unknown(
            provider.GetServices<SettingsSection>(), provider.GetRequiredService<IConfiguration>()).ToList();
        if (unknown.Count > 0)
            throw new SettingsException(unknown);
        try
        {
            provider.GetService<IStartupValidator>()?.Validate();
        }
        catch (OptionsValidationException exception)
        {
            throw new SettingsException(exception.Failures);
        }
        catch (AggregateException exception)
        {
            throw new SettingsException(
                exception.InnerExceptions.OfType<OptionsValidationException>().SelectMany(inner => inner.Failures));
        }
    }

    private sealed class SettingsRules<T>(string name, SettingsReader reader) : IValidateOptions<T>
        where T : class
    {
        public ValidateOptionsResult Validate(string? optionsName, T options) =>
            optionsName == name && reader.Check(options) is { Count: > 0 } problems
                ? ValidateOptionsResult.Fail(problems)
                : ValidateOptionsResult.Success;
    }
}
